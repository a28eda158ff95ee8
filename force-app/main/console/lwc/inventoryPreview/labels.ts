import again from '@salesforce/label/c.Subscriptions_PreviewAgain';
import body from '@salesforce/label/c.Subscriptions_PreviewBody';
import copy from '@salesforce/label/c.Subscriptions_PreviewCopy';
import counts from '@salesforce/label/c.Subscriptions_PreviewCounts';
import loading from '@salesforce/label/c.Console_Loading';
import note from '@salesforce/label/c.Subscriptions_PreviewNote';
import show from '@salesforce/label/c.Subscriptions_PreviewShow';
import title from '@salesforce/label/c.Subscriptions_Preview';

export default {
  again,
  body,
  copy,
  counts,
  loading,
  note,
  show,
  title
};
