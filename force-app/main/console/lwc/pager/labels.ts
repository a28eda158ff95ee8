import name from '@salesforce/label/c.Console_Pager';
import next from '@salesforce/label/c.Console_Next';
import previous from '@salesforce/label/c.Console_Previous';
import range from '@salesforce/label/c.Console_Range';

export default {
  name,
  next,
  previous,
  range
};
