import backToLatest from '@salesforce/label/c.Population_BackToLatest';
import exportCsv from '@salesforce/label/c.Population_Export';
import exported from '@salesforce/label/c.Population_Exported';
import exportFile from '@salesforce/label/c.Population_ExportFile';
import fieldsOf from '@salesforce/label/c.Population_FieldsOf';
import latestRun from '@salesforce/label/c.Population_LatestRun';
import noRunText from '@salesforce/label/c.Population_NoRunText';
import noRunTitle from '@salesforce/label/c.Population_NoRunTitle';
import objects from '@salesforce/label/c.Population_Objects';
import objectWaiting from '@salesforce/label/c.Population_ObjectWaiting';
import oldRun from '@salesforce/label/c.Population_OldRun';
import recordCount from '@salesforce/label/c.Population_RecordCount';

export default {
  backToLatest,
  exportCsv,
  exported,
  exportFile,
  fieldsOf,
  latestRun,
  noRunText,
  noRunTitle,
  objects,
  objectWaiting,
  oldRun,
  recordCount
};
