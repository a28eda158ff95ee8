import cancel from '@salesforce/label/c.Console_Cancel';

export default {
  cancel
};
