import cancel from '@salesforce/label/c.Population_Cancel';
import cancelConfirm from '@salesforce/label/c.Population_CancelConfirm';
import cancelled from '@salesforce/label/c.Population_Cancelled';
import cancelLine from '@salesforce/label/c.Population_CancelLine';
import cancelTitle from '@salesforce/label/c.Population_CancelTitle';
import noRunText from '@salesforce/label/c.Population_NoRunText';
import noRunTitle from '@salesforce/label/c.Population_NoRunTitle';
import pause from '@salesforce/label/c.Population_Pause';
import paused from '@salesforce/label/c.Population_Paused';
import refresh from '@salesforce/label/c.Population_Refresh';
import resume from '@salesforce/label/c.Population_Resume';
import resumed from '@salesforce/label/c.Population_Resumed';
import started from '@salesforce/label/c.Population_Started';
import startedText from '@salesforce/label/c.Population_StartedText';
import startFailed from '@salesforce/label/c.Population_StartFailed';
import startRun from '@salesforce/label/c.Population_StartRun';
import startRunActive from '@salesforce/label/c.Population_StartRunActive';
import startRunPaused from '@salesforce/label/c.Population_StartRunPaused';

export default {
  cancel,
  cancelConfirm,
  cancelled,
  cancelLine,
  cancelTitle,
  noRunText,
  noRunTitle,
  pause,
  paused,
  refresh,
  resume,
  resumed,
  started,
  startedText,
  startFailed,
  startRun,
  startRunActive,
  startRunPaused
};
