import all from '@salesforce/label/c.Subscriptions_ScopeAll';
import always from '@salesforce/label/c.Subscriptions_Always';
import companies from '@salesforce/label/c.Subscriptions_Companies';
import companiesHelp from '@salesforce/label/c.Subscriptions_CompaniesHelp';
import fields from '@salesforce/label/c.Subscriptions_Fields';
import leaves from '@salesforce/label/c.Subscriptions_Leaves';
import leavesNone from '@salesforce/label/c.Subscriptions_LeavesNone';
import note from '@salesforce/label/c.Subscriptions_ChoicesNote';
import own from '@salesforce/label/c.Subscriptions_Own';
import ownHelp from '@salesforce/label/c.Subscriptions_OwnHelp';
import save from '@salesforce/label/c.Subscriptions_Save';
import saved from '@salesforce/label/c.Subscriptions_Saved';
import some from '@salesforce/label/c.Subscriptions_ScopeSome';
import title from '@salesforce/label/c.Subscriptions_Choices';
import unsaved from '@salesforce/label/c.Subscriptions_Unsaved';

export default {
  all,
  always,
  companies,
  companiesHelp,
  fields,
  leaves,
  leavesNone,
  note,
  own,
  ownHelp,
  save,
  saved,
  some,
  title,
  unsaved
};
