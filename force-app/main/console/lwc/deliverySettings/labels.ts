import credential from '@salesforce/label/c.Delivery_Credential';
import credentialHelp from '@salesforce/label/c.Delivery_CredentialHelp';
import credentialSaved from '@salesforce/label/c.Delivery_CredentialSaved';
import finish from '@salesforce/label/c.Delivery_Finish';
import finishLine from '@salesforce/label/c.Delivery_FinishLine';
import finishTitle from '@salesforce/label/c.Delivery_FinishTitle';
import heading from '@salesforce/label/c.Delivery_SettingsTitle';
import kept from '@salesforce/label/c.Delivery_Kept';
import newSecret from '@salesforce/label/c.Delivery_NewSecret';
import noRegion from '@salesforce/label/c.Delivery_NoRegion';
import noSecret from '@salesforce/label/c.Delivery_NoSecret';
import note from '@salesforce/label/c.Delivery_SettingsNote';
import ping from '@salesforce/label/c.Delivery_Ping';
import pingAccepted from '@salesforce/label/c.Delivery_PingAccepted';
import pingNoAnswer from '@salesforce/label/c.Delivery_PingNoAnswer';
import pingNotAllowed from '@salesforce/label/c.Delivery_PingNotAllowed';
import pingRedirected from '@salesforce/label/c.Delivery_PingRedirected';
import pingRefused from '@salesforce/label/c.Delivery_PingRefused';
import pingSkew from '@salesforce/label/c.Delivery_PingSkew';
import pingUnexpected from '@salesforce/label/c.Delivery_PingUnexpected';
import retention from '@salesforce/label/c.Delivery_Retention';
import rotate from '@salesforce/label/c.Delivery_Rotate';
import rotating from '@salesforce/label/c.Delivery_Rotating';
import rotationFinished from '@salesforce/label/c.Delivery_RotationFinished';
import save from '@salesforce/label/c.Delivery_Save';
import saveSecret from '@salesforce/label/c.Delivery_SaveSecret';
import secret from '@salesforce/label/c.Delivery_Secret';
import secretHelp from '@salesforce/label/c.Delivery_SecretHelp';
import secretSaved from '@salesforce/label/c.Delivery_SecretSaved';
import secretSet from '@salesforce/label/c.Delivery_SecretSet';
import target from '@salesforce/label/c.Delivery_Target';
import unknown from '@salesforce/label/c.Delivery_Unknown';

export default {
  credential,
  credentialHelp,
  credentialSaved,
  finish,
  finishLine,
  finishTitle,
  heading,
  kept,
  newSecret,
  noRegion,
  noSecret,
  note,
  ping,
  pingAccepted,
  pingNoAnswer,
  pingNotAllowed,
  pingRedirected,
  pingRefused,
  pingSkew,
  pingUnexpected,
  retention,
  rotate,
  rotating,
  rotationFinished,
  save,
  saveSecret,
  secret,
  secretHelp,
  secretSaved,
  secretSet,
  target,
  unknown
};
