import changedEarlier from '@salesforce/label/c.Readiness_ChangedEarlier';
import changedFrom from '@salesforce/label/c.Readiness_ChangedFrom';
import checkAgain from '@salesforce/label/c.Readiness_CheckAgain';
import checkNow from '@salesforce/label/c.Readiness_CheckNow';
import checking from '@salesforce/label/c.Readiness_Checking';
import copyLines from '@salesforce/label/c.Readiness_CopyLines';
import details from '@salesforce/label/c.Readiness_Details';
import how from '@salesforce/label/c.Readiness_How';
import newTab from '@salesforce/label/c.Console_NewTab';
import openPage from '@salesforce/label/c.Readiness_OpenPage';
import openSetup from '@salesforce/label/c.Readiness_OpenSetup';
import partDetail from '@salesforce/label/c.Readiness_PartDetail';
import partName from '@salesforce/label/c.Readiness_PartName';
import partPurpose from '@salesforce/label/c.Readiness_PartPurpose';
import partsOf from '@salesforce/label/c.Readiness_PartsOf';
import partStatus from '@salesforce/label/c.Readiness_PartStatus';
import seen from '@salesforce/label/c.Readiness_Seen';
import solution from '@salesforce/label/c.Readiness_Solution';
import toCopyTitle from '@salesforce/label/c.Readiness_ToCopy';

export default {
  changedEarlier,
  changedFrom,
  checkAgain,
  checkNow,
  checking,
  copyLines,
  details,
  how,
  newTab,
  openPage,
  openSetup,
  partDetail,
  partName,
  partPurpose,
  partsOf,
  partStatus,
  seen,
  solution,
  toCopyTitle
};
