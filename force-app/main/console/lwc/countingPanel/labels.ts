import formulas from '@salesforce/label/c.Settings_SkipFormulas';
import keepMonths from '@salesforce/label/c.Settings_KeepMonths';
import keepResults from '@salesforce/label/c.Settings_KeepResults';
import note from '@salesforce/label/c.Settings_CountingNote';
import recount from '@salesforce/label/c.Settings_AlwaysRecount';
import save from '@salesforce/label/c.Settings_Save';
import saved from '@salesforce/label/c.Settings_Saved';
import title from '@salesforce/label/c.Settings_Counting';
import valueNames from '@salesforce/label/c.Settings_SendValueNames';
import valueNamesHelp from '@salesforce/label/c.Settings_SendValueNamesHelp';

export default {
  formulas,
  keepMonths,
  keepResults,
  note,
  recount,
  save,
  saved,
  title,
  valueNames,
  valueNamesHelp
};
