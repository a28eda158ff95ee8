import mark from '@salesforce/label/c.Connection_Mark';
import no from '@salesforce/label/c.Connection_MarkedNo';
import note from '@salesforce/label/c.Connection_MarkedNote';
import saved from '@salesforce/label/c.Connection_MarkedSaved';
import title from '@salesforce/label/c.Connection_Marked';
import yes from '@salesforce/label/c.Connection_MarkedYes';

export default {
  mark,
  no,
  note,
  saved,
  title,
  yes
};
