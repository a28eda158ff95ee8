import cancelled from '@salesforce/label/c.Population_StatusCancelled';
import completed from '@salesforce/label/c.Population_StatusCompleted';
import completedWithErrors from '@salesforce/label/c.Population_StatusCompletedWithErrors';
import duration from '@salesforce/label/c.History_Duration';
import empty from '@salesforce/label/c.History_Empty';
import failed from '@salesforce/label/c.Population_StatusFailed';
import fill from '@salesforce/label/c.History_Fill';
import finished from '@salesforce/label/c.History_Finished';
import minutes from '@salesforce/label/c.History_Minutes';
import note from '@salesforce/label/c.History_Note';
import objects from '@salesforce/label/c.History_Objects';
import open from '@salesforce/label/c.History_Open';
import paused from '@salesforce/label/c.Population_StatusPaused';
import queued from '@salesforce/label/c.Population_StatusQueued';
import records from '@salesforce/label/c.History_Records';
import run from '@salesforce/label/c.History_Run';
import running from '@salesforce/label/c.Population_StatusRunning';
import seconds from '@salesforce/label/c.History_Seconds';
import status from '@salesforce/label/c.History_Status';
import table from '@salesforce/label/c.History_Table';
import title from '@salesforce/label/c.History_Title';
import trend from '@salesforce/label/c.History_Trend';

export default {
  cancelled,
  completed,
  completedWithErrors,
  duration,
  empty,
  failed,
  fill,
  finished,
  minutes,
  note,
  objects,
  open,
  paused,
  queued,
  records,
  run,
  running,
  seconds,
  status,
  table,
  title,
  trend
};
