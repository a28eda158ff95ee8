import confirmAgain from '@salesforce/label/c.Settings_StopJobsAgain';
import confirmSchedules from '@salesforce/label/c.Settings_StopJobsSchedules';
import confirmTitle from '@salesforce/label/c.Settings_StopJobsConfirm';
import confirmWork from '@salesforce/label/c.Settings_StopJobsWork';
import note from '@salesforce/label/c.Settings_StopJobsNote';
import stop from '@salesforce/label/c.Settings_StopJobsButton';
import stopped from '@salesforce/label/c.Settings_StopJobsDone';
import title from '@salesforce/label/c.Settings_StopJobs';

export default {
  confirmAgain,
  confirmSchedules,
  confirmTitle,
  confirmWork,
  note,
  stop,
  stopped,
  title
};
