import app from '@salesforce/label/c.Console_PageApp';
import appText from '@salesforce/label/c.Console_PageAppText';
import connection from '@salesforce/label/c.Console_PageConnection';
import connectionText from '@salesforce/label/c.Console_PageConnectionText';
import delivery from '@salesforce/label/c.Console_PageDelivery';
import deliveryText from '@salesforce/label/c.Console_PageDeliveryText';
import overview from '@salesforce/label/c.Console_PageOverview';
import overviewText from '@salesforce/label/c.Console_PageOverviewText';
import population from '@salesforce/label/c.Population_Title';
import populationText from '@salesforce/label/c.Population_Subtitle';
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
  overview,
  overviewText,
  population,
  populationText,
  session,
  sessionText,
  settings,
  settingsText,
  subscriptions,
  subscriptionsText
};
