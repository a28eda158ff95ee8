import completed from '@salesforce/label/c.Population_StatusCompleted';
import dead from '@salesforce/label/c.Subscriptions_FigureDead';
import delivered from '@salesforce/label/c.Population_MessagesDelivered';
import failed from '@salesforce/label/c.Population_StatusFailed';
import finishedAt from '@salesforce/label/c.Population_FinishedAt';
import leftOut from '@salesforce/label/c.Subscriptions_FigureLeftOut';
import none from '@salesforce/label/c.Subscriptions_NoRun';
import noneText from '@salesforce/label/c.Subscriptions_NoRunText';
import notConfigured from '@salesforce/label/c.Subscriptions_NotConfigured';
import note from '@salesforce/label/c.Subscriptions_RunNote';
import openDelivery from '@salesforce/label/c.Subscriptions_OpenDelivery';
import pending from '@salesforce/label/c.Subscriptions_FigurePending';
import profiles from '@salesforce/label/c.Subscriptions_FigureProfiles';
import progress from '@salesforce/label/c.Subscriptions_Progress';
import queued from '@salesforce/label/c.Population_StatusQueued';
import running from '@salesforce/label/c.Population_StatusRunning';
import start from '@salesforce/label/c.Subscriptions_RunNow';
import started from '@salesforce/label/c.Subscriptions_Started';
import subscriptions from '@salesforce/label/c.Subscriptions_FigureLicences';
import title from '@salesforce/label/c.Subscriptions_Run';
import unread from '@salesforce/label/c.Subscriptions_RunUnread';
import users from '@salesforce/label/c.Subscriptions_FigureUsers';

export default {
  completed,
  dead,
  delivered,
  failed,
  finishedAt,
  leftOut,
  none,
  noneText,
  notConfigured,
  note,
  openDelivery,
  pending,
  profiles,
  progress,
  queued,
  running,
  start,
  started,
  subscriptions,
  title,
  unread,
  users
};
