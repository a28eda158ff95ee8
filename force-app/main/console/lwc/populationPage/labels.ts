import fieldsOf from '@salesforce/label/c.Population_FieldsOf';
import loading from '@salesforce/label/c.Console_Loading';
import noPermissionText from '@salesforce/label/c.Console_NoPermissionText';
import noPermissionTitle from '@salesforce/label/c.Console_NoPermissionTitle';
import noRunText from '@salesforce/label/c.Population_NoRunText';
import noRunTitle from '@salesforce/label/c.Population_NoRunTitle';
import objects from '@salesforce/label/c.Population_Objects';
import objectWaiting from '@salesforce/label/c.Population_ObjectWaiting';
import recordCount from '@salesforce/label/c.Population_RecordCount';
import refresh from '@salesforce/label/c.Population_Refresh';
import started from '@salesforce/label/c.Population_Started';
import startedText from '@salesforce/label/c.Population_StartedText';
import startFailed from '@salesforce/label/c.Population_StartFailed';
import startRun from '@salesforce/label/c.Population_StartRun';
import startRunActive from '@salesforce/label/c.Population_StartRunActive';
import startRunDenied from '@salesforce/label/c.Population_StartRunDenied';
import subtitle from '@salesforce/label/c.Population_Subtitle';
import title from '@salesforce/label/c.Population_Title';

export default {
  fieldsOf,
  loading,
  noPermissionText,
  noPermissionTitle,
  noRunText,
  noRunTitle,
  objects,
  objectWaiting,
  recordCount,
  refresh,
  started,
  startedText,
  startFailed,
  startRun,
  startRunActive,
  startRunDenied,
  subtitle,
  title
};
