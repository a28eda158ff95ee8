import allDone from '@salesforce/label/c.Readiness_AllDone';
import checks from '@salesforce/label/c.Readiness_Checks';
import done from '@salesforce/label/c.Readiness_Done';
import drift from '@salesforce/label/c.Readiness_Drift';
import finished from '@salesforce/label/c.Readiness_Finished';
import lastRun from '@salesforce/label/c.Readiness_LastRun';
import neverText from '@salesforce/label/c.Readiness_NeverText';
import neverTitle from '@salesforce/label/c.Readiness_NeverTitle';
import notApplicable from '@salesforce/label/c.Readiness_NotApplicableCount';
import notReady from '@salesforce/label/c.Readiness_NotReady';
import progress from '@salesforce/label/c.Readiness_Progress';
import progressText from '@salesforce/label/c.Readiness_ProgressText';
import ready from '@salesforce/label/c.Readiness_Ready';
import readyHere from '@salesforce/label/c.Readiness_ReadyHere';
import readyWith from '@salesforce/label/c.Readiness_ReadyWith';
import runAll from '@salesforce/label/c.Readiness_RunAll';
import runFirst from '@salesforce/label/c.Readiness_RunFirst';
import runThese from '@salesforce/label/c.Readiness_RunThese';
import score from '@salesforce/label/c.Readiness_Score';
import toDo from '@salesforce/label/c.Readiness_ToDo';
import undecided from '@salesforce/label/c.Readiness_Undecided';

export default {
  allDone,
  checks,
  done,
  drift,
  finished,
  lastRun,
  neverText,
  neverTitle,
  notApplicable,
  notReady,
  progress,
  progressText,
  ready,
  readyHere,
  readyWith,
  runAll,
  runFirst,
  runThese,
  score,
  toDo,
  undecided
};
