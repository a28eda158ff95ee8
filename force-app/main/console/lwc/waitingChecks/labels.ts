import list from '@salesforce/label/c.Readiness_WaitingList';
import openPage from '@salesforce/label/c.Readiness_OpenPage';
import run from '@salesforce/label/c.Readiness_RunWaiting';
import waiting from '@salesforce/label/c.Readiness_Waiting';

export default {
  list,
  openPage,
  run,
  waiting
};
