import empty from '@salesforce/label/c.Subscriptions_NoLicences';
import expired from '@salesforce/label/c.Subscriptions_Expired';
import exportCsv from '@salesforce/label/c.Subscriptions_ExportLicences';
import exported from '@salesforce/label/c.Subscriptions_Exported';
import exportFile from '@salesforce/label/c.Subscriptions_LicencesFile';
import free from '@salesforce/label/c.Subscriptions_Free';
import licence from '@salesforce/label/c.Subscriptions_Licence';
import noLimit from '@salesforce/label/c.Subscriptions_NoLimit';
import note from '@salesforce/label/c.Subscriptions_LicencesNote';
import over from '@salesforce/label/c.Subscriptions_Over';
import packageLicenses from '@salesforce/label/c.Subscriptions_PackageLicenses';
import permissionSetLicenses from '@salesforce/label/c.Subscriptions_PermissionSetLicenses';
import share from '@salesforce/label/c.Subscriptions_Share';
import showEmpty from '@salesforce/label/c.Subscriptions_ShowEmpty';
import title from '@salesforce/label/c.Subscriptions_Licences';
import total from '@salesforce/label/c.Subscriptions_Total';
import unknown from '@salesforce/label/c.Subscriptions_Unknown';
import unread from '@salesforce/label/c.Subscriptions_Unread';
import until from '@salesforce/label/c.Subscriptions_Until';
import used from '@salesforce/label/c.Subscriptions_Used';
import userLicenses from '@salesforce/label/c.Subscriptions_UserLicenses';

export default {
  empty,
  expired,
  exportCsv,
  exported,
  exportFile,
  free,
  licence,
  noLimit,
  note,
  over,
  packageLicenses,
  permissionSetLicenses,
  share,
  showEmpty,
  title,
  total,
  unknown,
  unread,
  until,
  used,
  userLicenses
};
