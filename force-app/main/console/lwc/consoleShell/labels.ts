import app from '@salesforce/label/c.Console_PageApp';
import appText from '@salesforce/label/c.Console_PageAppText';
import connection from '@salesforce/label/c.Console_PageConnection';
import connectionText from '@salesforce/label/c.Console_PageConnectionText';
import delivery from '@salesforce/label/c.Console_PageDelivery';
import deliveryText from '@salesforce/label/c.Console_PageDeliveryText';
import loading from '@salesforce/label/c.Console_Loading';
import navigation from '@salesforce/label/c.Console_Navigation';
import noPermissionText from '@salesforce/label/c.Console_NoPermissionText';
import noPermissionTitle from '@salesforce/label/c.Console_NoPermissionTitle';
import overview from '@salesforce/label/c.Console_PageOverview';
import overviewText from '@salesforce/label/c.Console_PageOverviewText';
import page from '@salesforce/label/c.Console_Page';
import population from '@salesforce/label/c.Population_Title';
import populationText from '@salesforce/label/c.Population_Subtitle';
import readOnly from '@salesforce/label/c.Console_ReadOnly';
import session from '@salesforce/label/c.Console_PageSession';
import sessionText from '@salesforce/label/c.Console_PageSessionText';
import settings from '@salesforce/label/c.Console_PageSettings';
import settingsText from '@salesforce/label/c.Console_PageSettingsText';
import subscriptions from '@salesforce/label/c.Console_PageSubscriptions';
import subscriptionsText from '@salesforce/label/c.Console_PageSubscriptionsText';

export default {
  app,
  appText,
  connection,
  connectionText,
  delivery,
  deliveryText,
  loading,
  navigation,
  noPermissionText,
  noPermissionTitle,
  overview,
  overviewText,
  page,
  population,
  populationText,
  readOnly,
  session,
  sessionText,
  settings,
  settingsText,
  subscriptions,
  subscriptionsText
};
