import enforce from '@salesforce/label/c.Session_AnswerEnforce';
import lock from '@salesforce/label/c.Session_AnswerLock';
import missing from '@salesforce/label/c.Session_AnswerMissing';
import newTab from '@salesforce/label/c.Console_NewTab';
import note from '@salesforce/label/c.Session_AnswerNote';
import off from '@salesforce/label/c.Session_AnswerOff';
import on from '@salesforce/label/c.Session_AnswerOn';
import openSession from '@salesforce/label/c.Session_OpenSettings';
import ranges from '@salesforce/label/c.Session_AnswerRanges';
import salesforce from '@salesforce/label/c.Session_AnswerSalesforce';
import save from '@salesforce/label/c.Session_AnswerSave';
import saved from '@salesforce/label/c.Session_AnswerSaved';
import skip from '@salesforce/label/c.Session_AnswerSkip';
import title from '@salesforce/label/c.Session_AnswerTitle';

export default {
  enforce,
  lock,
  missing,
  newTab,
  note,
  off,
  on,
  openSession,
  ranges,
  salesforce,
  save,
  saved,
  skip,
  title
};
