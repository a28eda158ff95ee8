import anyReason from '@salesforce/label/c.Delivery_AnyReason';
import attempts from '@salesforce/label/c.Delivery_Attempts';
import body from '@salesforce/label/c.Delivery_Body';
import clockSkew from '@salesforce/label/c.Delivery_ReasonClock';
import dead from '@salesforce/label/c.Delivery_Dead';
import delivered from '@salesforce/label/c.Delivery_Delivered';
import empty from '@salesforce/label/c.Delivery_Empty';
import givenUp from '@salesforce/label/c.Delivery_ReasonGivenUp';
import heading from '@salesforce/label/c.Delivery_Messages';
import loading from '@salesforce/label/c.Delivery_LoadingMessages';
import more from '@salesforce/label/c.Delivery_More';
import nextAttempt from '@salesforce/label/c.Delivery_NextAttempt';
import nextInTurn from '@salesforce/label/c.Delivery_NextInTurn';
import noneDead from '@salesforce/label/c.Delivery_NoneDead';
import noneDelivered from '@salesforce/label/c.Delivery_NoneDelivered';
import nonePending from '@salesforce/label/c.Delivery_NonePending';
import note from '@salesforce/label/c.Delivery_MessagesNote';
import pending from '@salesforce/label/c.Delivery_Pending';
import reason from '@salesforce/label/c.Delivery_Reason';
import redirected from '@salesforce/label/c.Delivery_ReasonRedirected';
import refused from '@salesforce/label/c.Delivery_ReasonRefused';
import replay from '@salesforce/label/c.Delivery_Replay';
import replayAll from '@salesforce/label/c.Delivery_ReplayAll';
import replayAllTitle from '@salesforce/label/c.Delivery_ReplayAllTitle';
import replayLine1 from '@salesforce/label/c.Delivery_ReplayLineSame';
import replayLine2 from '@salesforce/label/c.Delivery_ReplayLineMost';
import replayOne from '@salesforce/label/c.Delivery_ReplayOne';
import sendNow from '@salesforce/label/c.Delivery_SendNow';
import sendingNow from '@salesforce/label/c.Delivery_SendingNow';
import sentAgain from '@salesforce/label/c.Delivery_SentAgain';
import showBody from '@salesforce/label/c.Delivery_ShowBody';
import signatureRefused from '@salesforce/label/c.Delivery_ReasonSignature';
import status from '@salesforce/label/c.Delivery_Status';
import unknown from '@salesforce/label/c.Delivery_Unknown';

export default {
  anyReason,
  attempts,
  body,
  clockSkew,
  dead,
  delivered,
  empty,
  givenUp,
  heading,
  loading,
  more,
  nextAttempt,
  nextInTurn,
  noneDead,
  noneDelivered,
  nonePending,
  note,
  pending,
  reason,
  redirected,
  refused,
  replay,
  replayAll,
  replayAllTitle,
  replayOne,
  sendNow,
  sendingNow,
  sentAgain,
  showBody,
  signatureRefused,
  status,
  unknown,
  replayAllLines: [replayLine1, replayLine2]
};
