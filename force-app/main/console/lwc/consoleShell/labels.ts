import navigation from '@salesforce/label/c.Console_Navigation';
import noPermissionText from '@salesforce/label/c.Console_NoPermissionText';
import noPermissionTitle from '@salesforce/label/c.Console_NoPermissionTitle';
import page from '@salesforce/label/c.Console_Page';
import readOnly from '@salesforce/label/c.Console_ReadOnly';

export default {
  navigation,
  noPermissionText,
  noPermissionTitle,
  page,
  readOnly
};
