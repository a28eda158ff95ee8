/**
 * What becomes of e-mail that Apex sends: in tests it is checked and goes nowhere, as on the platform; elsewhere it is
 * refused, because nothing can be sent from here. Source: Apex Reference Guide v65, "Messaging Namespace". The guide does
 * not give the texts of the errors about recipients, bodies and activities: these are unconfirmed.
 */
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import { readId } from '../../store/ids.ts';
import { isEmailAddress } from '../../store/validate.ts';
import { DmlException } from '../library/dml-exception.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import type { ApexList } from '../values/collections.ts';
import type { ApexBlob } from '../values/blob.ts';
import { errorText } from './dml-failures.ts';
import { objectOfId } from './object-of-id.ts';
import { findRows } from './system-rows.ts';
import { currentTransaction } from './transaction.ts';

type Text = string | null;

/** A file that goes with a message. */
export class FileAttachmentValue {
  body: ApexBlob | null = null;
  contentType: Text = null;
  fileName: Text = null;
  readonly id: Text = null;
  inline = false;
}

/** `Messaging.SingleEmailMessage`, with the platform's defaults. */
export class SingleEmailValue {
  bccAddresses: ApexList | null = null;
  bccSender: boolean | null = false;
  ccAddresses: ApexList | null = null;
  charset: Text = null;
  emailPriority: Text = 'Normal';
  entityAttachments: ApexList | null = null;
  fileAttachments: ApexList | null = null;
  htmlBody: Text = null;
  inReplyTo: Text = null;
  optOutPolicy: Text = 'SEND';
  orgWideEmailAddressId: Text = null;
  plainTextBody: Text = null;
  references: Text = null;
  replyTo: Text = null;
  saveAsActivity: boolean | null = true;
  senderDisplayName: Text = null;
  subject: Text = null;
  targetObjectId: Text = null;
  templateId: Text = null;
  toAddresses: ApexList | null = null;
  treatBodiesAsTemplate: boolean | null = false;
  treatTargetObjectAsRecipient: boolean | null = true;
  useSignature: boolean | null = true;
  whatId: Text = null;
}

/** The result of one message: no errors when it was taken. */
export class SendEmailResultValue {
  readonly errors: readonly SendEmailErrorValue[];
  constructor(errors: readonly SendEmailErrorValue[]) {
    this.errors = errors;
  }
}

export class SendEmailErrorValue {
  readonly error: DmlError;
  readonly targetObjectId: Text;
  constructor(error: DmlError, targetObjectId: Text) {
    this.error = error;
    this.targetObjectId = targetObjectId;
  }
}

const MOST_RECIPIENTS = 150;
/** Addresses that a Developer Edition may write to in a day; unconfirmed. */
const DAILY_ADDRESSES = 50;
const ADDRESS_FIELDS = ['toAddresses', 'ccAddresses', 'bccAddresses'] as const;
const RECIPIENT_OBJECTS: ReadonlySet<string> = new Set(['Contact', 'Lead', 'User']);

/**
 * @throws System.EmailException for messages that are not right, when all or none are to be sent
 * @throws System.LimitException at the eleventh call of a transaction
 */
export function sendEmail(messages: readonly SingleEmailValue[], allOrNone: boolean): SendEmailResultValue[] {
  const transaction = currentTransaction();
  transaction.limits.count('emailInvocations');
  if (transaction.test === null) notSupported('sending e-mail outside of tests');
  const errors = messages.map(problemOf);
  const failures = errors.flatMap((error, index) => (error === null ? [] : [{ ...error, index, id: null }]));
  if (allOrNone && failures.length > 0) {
    const [first] = failures;
    throw new DmlException(
      `SendEmail failed. First exception on row ${first!.index}; first error: ${errorText(first!)}`,
      failures,
      'EmailException'
    );
  }
  return errors.map(
    (error, index) =>
      new SendEmailResultValue(error === null ? [] : [new SendEmailErrorValue(error, messages[index]!.targetObjectId)])
  );
}

/** @throws System.HandledException for more addresses than the org may write to in a day */
export function reserveSingleEmails(count: number): void {
  if (count > DAILY_ADDRESSES)
    throw apexException('HandledException', 'The daily limit for the org would be exceeded by this request.');
}

function problemOf(message: SingleEmailValue): DmlError | null {
  refuseUnknown(message);
  return recipientProblem(message) ?? targetProblem(message) ?? bodyProblem(message);
}

/** What would be rendered, looked up or counted by rules that are not followed here. */
function refuseUnknown(message: SingleEmailValue): void {
  if (message.templateId !== null || message.treatBodiesAsTemplate === true) notSupported('e-mail templates');
  if (message.orgWideEmailAddressId !== null) notSupported('organization-wide e-mail addresses');
  if ((message.entityAttachments?.size ?? 0) > 0) notSupported('records as attachments of e-mail');
  if (message.optOutPolicy !== 'SEND') notSupported(`the opt-out policy ${message.optOutPolicy} of e-mail`);
  for (const attachment of (message.fileAttachments ?? []) as Iterable<FileAttachmentValue | null>)
    if (!attachment?.fileName || attachment.body === null) notSupported('e-mail attachments without a name or a body');
}

function recipientProblem(message: SingleEmailValue): DmlError | null {
  let recipients = message.targetObjectId !== null && message.treatTargetObjectAsRecipient === true ? 1 : 0;
  for (const field of ADDRESS_FIELDS) {
    for (const address of (message[field] ?? []) as Iterable<Text>) {
      recipients++;
      if (address !== null && isEmailAddress(address)) continue;
      if (address !== null && readId(address) !== null) emailOf(address);
      else return dmlError('INVALID_EMAIL_ADDRESS', `Email address is invalid: ${address}`, [field, String(address)]);
    }
  }
  if (recipients > MOST_RECIPIENTS) notSupported(`an e-mail to more than ${MOST_RECIPIENTS} recipients`);
  return recipients > 0 ? null : dmlError('REQUIRED_FIELD_MISSING', 'Add a recipient to send an email.', []);
}

function targetProblem({ targetObjectId, saveAsActivity, whatId }: SingleEmailValue): DmlError | null {
  if (targetObjectId === null) return null;
  if (emailOf(targetObjectId) !== 'User') return null;
  if (whatId !== null)
    return dmlError('INVALID_ID_FIELD', 'WhatId is not available for sending emails to UserIds.', ['whatId', whatId]);
  return saveAsActivity === false
    ? null
    : dmlError('INVALID_SAVE_AS_ACTIVITY_FLAG', 'saveAsActivity must be false when sending mail to users.', [
        'saveAsActivity',
        String(saveAsActivity)
      ]);
}

function bodyProblem({ plainTextBody, htmlBody }: SingleEmailValue): DmlError | null {
  return plainTextBody || htmlBody
    ? null
    : dmlError('REQUIRED_FIELD_MISSING', 'Missing body, need at least one of html or plainText', []);
}

/** The object of a recipient's record, which has to have an address. */
function emailOf(id: string): string {
  const { store } = currentTransaction().org;
  const { apiName } = objectOfId(store.schema, id);
  if (!RECIPIENT_OBJECTS.has(apiName)) notSupported(`e-mail to a record of ${apiName}`);
  const row = findRows(store, apiName, { Id: readId(id) })[0];
  if (row?.['Email'] == null) notSupported('e-mail to a record that does not exist or has no address');
  return apiName;
}
