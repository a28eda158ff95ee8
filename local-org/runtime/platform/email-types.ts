/** `Messaging` for outgoing single e-mail (Apex Reference Guide v65, "Messaging Namespace"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { accessors, given, withProperties } from '../library/members.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { libraryEnumValue } from './describe.ts';
import {
  FileAttachmentValue,
  reserveSingleEmails,
  SendEmailErrorValue,
  SendEmailResultValue,
  sendEmail,
  SingleEmailValue
} from './email.ts';

function send(messages: ApexList | null, allOrNone: boolean | null): ApexList {
  return new ApexList(
    runtimeType('List<Messaging.SendEmailResult>'),
    sendEmail(
      [...given(messages)].map((message) => given(message as SingleEmailValue | null)),
      given(allOrNone)
    )
  );
}

export const emailTypes: LibraryType[] = [
  libraryType(
    'Messaging.Email',
    { isInstance: (value) => value instanceof SingleEmailValue },
    accessors({
      bccSender: 'Boolean',
      emailPriority: 'String',
      replyTo: 'String',
      saveAsActivity: 'Boolean',
      senderDisplayName: 'String',
      subject: 'String',
      useSignature: 'Boolean'
    })
  ),
  libraryType(
    'Messaging.SingleEmailMessage',
    { extends: 'Messaging.Email', isInstance: (value) => value instanceof SingleEmailValue },
    {
      'new()': () => new SingleEmailValue(),
      ...accessors(
        {
          bccAddresses: 'List<String>',
          ccAddresses: 'List<String>',
          charset: 'String',
          entityAttachments: 'List<String>',
          fileAttachments: 'List<Messaging.EmailFileAttachment>',
          htmlBody: 'String',
          inReplyTo: 'String',
          optOutPolicy: 'String',
          orgWideEmailAddressId: 'Id',
          plainTextBody: 'String',
          references: 'String',
          targetObjectId: 'Id',
          templateId: 'Id',
          toAddresses: 'List<String>',
          treatBodiesAsTemplate: 'Boolean',
          treatTargetObjectAsRecipient: 'Boolean',
          whatId: 'Id'
        },
        { treatBodiesAsTemplate: 'is', treatTargetObjectAsRecipient: 'is' }
      )
    }
  ),
  libraryType(
    'Messaging.EmailFileAttachment',
    { isInstance: (value) => value instanceof FileAttachmentValue },
    {
      'new()': () => new FileAttachmentValue(),
      'Id id { get; }': { get: (self: FileAttachmentValue) => self.id },
      ...accessors({ body: 'Blob', contentType: 'String', fileName: 'String', inline: 'Boolean' })
    }
  ),
  libraryType(
    'Messaging.SendEmailResult',
    { isInstance: (value) => value instanceof SendEmailResultValue },
    withProperties({
      'Boolean isSuccess()': (self: SendEmailResultValue) => self.errors.length === 0,
      'List<Messaging.SendEmailError> getErrors()': (self: SendEmailResultValue) =>
        new ApexList(runtimeType('List<Messaging.SendEmailError>'), [...self.errors])
    })
  ),
  libraryType(
    'Messaging.SendEmailError',
    { isInstance: (value) => value instanceof SendEmailErrorValue },
    withProperties(
      {
        'List<String> getFields()': ({ error }: SendEmailErrorValue) =>
          new ApexList(runtimeType('List<String>'), [...error.fields]),
        'String getMessage()': ({ error }: SendEmailErrorValue) => error.message,
        'System.StatusCode getStatusCode()': ({ error }: SendEmailErrorValue) =>
          libraryEnumValue('System.StatusCode', error.statusCode),
        'String getTargetObjectId()': (self: SendEmailErrorValue) => self.targetObjectId
      },
      { except: ['Fields'] }
    )
  ),
  libraryType(
    'Messaging',
    {},
    {
      'static void reserveSingleEmailCapacity(Integer amountReserved)': (count: number | null) =>
        reserveSingleEmails(given(count)),
      'static List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> emails)': (emails: ApexList | null) =>
        send(emails, true),
      'static List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> emails, Boolean allOrNothing)': send
    }
  )
];
