import appText from '@salesforce/label/c.Subscriptions_AppText';
import appTitle from '@salesforce/label/c.Subscriptions_App';
import loading from '@salesforce/label/c.Console_Loading';
import openApp from '@salesforce/label/c.Subscriptions_OpenApp';

export default {
  appText,
  appTitle,
  loading,
  openApp
};
