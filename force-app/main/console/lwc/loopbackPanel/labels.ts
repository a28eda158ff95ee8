import confirmed from '@salesforce/label/c.Session_Confirmed';
import confirmedHint from '@salesforce/label/c.Session_ConfirmedHint';
import credential from '@salesforce/label/c.Session_Credential';
import loopback from '@salesforce/label/c.Session_Loopback';
import loopbackHint from '@salesforce/label/c.Session_LoopbackHint';
import newTab from '@salesforce/label/c.Console_NewTab';
import note from '@salesforce/label/c.Session_MethodsNote';
import openReader from '@salesforce/label/c.Session_OpenReader';
import reader from '@salesforce/label/c.Session_Reader';
import readerHint from '@salesforce/label/c.Session_ReaderHint';
import save from '@salesforce/label/c.Session_CredentialSave';
import saved from '@salesforce/label/c.Session_CredentialSaved';
import title from '@salesforce/label/c.Session_Methods';

export default {
  confirmed,
  confirmedHint,
  credential,
  loopback,
  loopbackHint,
  newTab,
  note,
  openReader,
  reader,
  readerHint,
  save,
  saved,
  title
};
