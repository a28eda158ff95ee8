import fail from '@salesforce/label/c.Readiness_Fail';
import never from '@salesforce/label/c.Readiness_Never';
import notApplicable from '@salesforce/label/c.Readiness_NotApplicable';
import pass from '@salesforce/label/c.Readiness_Pass';
import unknown from '@salesforce/label/c.Readiness_Unknown';
import warning from '@salesforce/label/c.Readiness_Warning';

export default {
  fail,
  never,
  notApplicable,
  pass,
  unknown,
  warning
};
