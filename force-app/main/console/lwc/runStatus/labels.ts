import asyncExecutions from '@salesforce/label/c.Population_AsyncExecutions';
import cancelled from '@salesforce/label/c.Population_StatusCancelled';
import completed from '@salesforce/label/c.Population_StatusCompleted';
import completedWithErrors from '@salesforce/label/c.Population_StatusCompletedWithErrors';
import dead from '@salesforce/label/c.Population_MessagesDead';
import failed from '@salesforce/label/c.Population_StatusFailed';
import fieldsMeasured from '@salesforce/label/c.Population_FieldsMeasured';
import fieldsUnmeasured from '@salesforce/label/c.Population_FieldsUnmeasured';
import finishedAt from '@salesforce/label/c.Population_FinishedAt';
import latestRun from '@salesforce/label/c.Population_LatestRun';
import messagesDelivered from '@salesforce/label/c.Population_MessagesDelivered';
import paused from '@salesforce/label/c.Population_StatusPaused';
import pending from '@salesforce/label/c.Population_MessagesPending';
import progress from '@salesforce/label/c.Population_Progress';
import progressFinding from '@salesforce/label/c.Population_ProgressFinding';
import progressText from '@salesforce/label/c.Population_ProgressText';
import queries from '@salesforce/label/c.Population_Queries';
import queryRows from '@salesforce/label/c.Population_QueryRows';
import queued from '@salesforce/label/c.Population_StatusQueued';
import recordsCounted from '@salesforce/label/c.Population_RecordsCounted';
import running from '@salesforce/label/c.Population_StatusRunning';
import startedAt from '@salesforce/label/c.Population_StartedAt';

export default {
  asyncExecutions,
  cancelled,
  completed,
  completedWithErrors,
  dead,
  failed,
  fieldsMeasured,
  fieldsUnmeasured,
  finishedAt,
  latestRun,
  messagesDelivered,
  paused,
  pending,
  progress,
  progressFinding,
  progressText,
  queries,
  queryRows,
  queued,
  recordsCounted,
  running,
  startedAt
};
