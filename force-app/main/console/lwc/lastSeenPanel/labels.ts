import capped from '@salesforce/label/c.Subscriptions_Capped';
import empty from '@salesforce/label/c.Subscriptions_NoUsers';
import exportCsv from '@salesforce/label/c.Subscriptions_ExportUsers';
import exported from '@salesforce/label/c.Subscriptions_Exported';
import exportFile from '@salesforce/label/c.Subscriptions_UsersFile';
import inactive from '@salesforce/label/c.Subscriptions_SeenInactive';
import licence from '@salesforce/label/c.Subscriptions_Licence';
import loading from '@salesforce/label/c.Console_Loading';
import longAgo from '@salesforce/label/c.Subscriptions_SeenLongAgo';
import managersOnly from '@salesforce/label/c.Subscriptions_ManagersOnly';
import never from '@salesforce/label/c.Subscriptions_SeenNever';
import neverSeen from '@salesforce/label/c.Subscriptions_Never';
import no from '@salesforce/label/c.Subscriptions_No';
import note from '@salesforce/label/c.Subscriptions_UsersNote';
import recently from '@salesforce/label/c.Subscriptions_SeenRecently';
import seen from '@salesforce/label/c.Subscriptions_LastSeen';
import sent from '@salesforce/label/c.Subscriptions_Sent';
import thirdParty from '@salesforce/label/c.Subscriptions_ThirdParty';
import title from '@salesforce/label/c.Subscriptions_Users';
import unknown from '@salesforce/label/c.Subscriptions_Unknown';
import user from '@salesforce/label/c.Subscriptions_User';
import yes from '@salesforce/label/c.Subscriptions_Yes';

export default {
  capped,
  empty,
  exportCsv,
  exported,
  exportFile,
  inactive,
  licence,
  loading,
  longAgo,
  managersOnly,
  never,
  neverSeen,
  no,
  note,
  recently,
  seen,
  sent,
  thirdParty,
  title,
  unknown,
  user,
  yes
};
