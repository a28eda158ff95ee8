import added from '@salesforce/label/c.Connection_SetAdded';
import assign from '@salesforce/label/c.Connection_SetAssign';
import complete from '@salesforce/label/c.Connection_SetComplete';
import confirm from '@salesforce/label/c.Connection_SetConfirmButton';
import confirmAssign from '@salesforce/label/c.Connection_SetConfirmAssign';
import confirmCreate from '@salesforce/label/c.Connection_SetConfirmCreate';
import confirmDepend from '@salesforce/label/c.Connection_SetConfirmDepend';
import confirmGrant from '@salesforce/label/c.Connection_SetConfirmGrant';
import confirmTitle from '@salesforce/label/c.Connection_SetConfirm';
import create from '@salesforce/label/c.Connection_SetCreate';
import failed from '@salesforce/label/c.Connection_SetFailed';
import missing from '@salesforce/label/c.Connection_SetMissing';
import notAssigned from '@salesforce/label/c.Connection_SetNotAssigned';
import notCreated from '@salesforce/label/c.Connection_SetNotCreated';
import note from '@salesforce/label/c.Connection_SetNote';
import notOffered from '@salesforce/label/c.Connection_SetNotOffered';
import noUser from '@salesforce/label/c.Connection_SetNoUser';
import repair from '@salesforce/label/c.Connection_SetRepair';
import saved from '@salesforce/label/c.Connection_SetSaved';
import title from '@salesforce/label/c.Connection_Set';

export default {
  added,
  assign,
  complete,
  confirm,
  confirmAssign,
  confirmCreate,
  confirmDepend,
  confirmGrant,
  confirmTitle,
  create,
  failed,
  missing,
  notAssigned,
  notCreated,
  note,
  notOffered,
  noUser,
  repair,
  saved,
  title
};
