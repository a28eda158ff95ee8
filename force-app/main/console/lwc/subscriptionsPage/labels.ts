import text from '@salesforce/label/c.Subscriptions_NotYetText';
import title from '@salesforce/label/c.Subscriptions_NotYetTitle';

export default {
  text,
  title
};
