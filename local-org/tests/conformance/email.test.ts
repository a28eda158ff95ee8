/** E-mail that Apex sends: checked and counted in tests, where nothing is sent; refused everywhere else. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { execute } from '../../runtime/platform/execution.ts';
import { failureOf } from '../../runtime/machine/failure.ts';
import { ADMIN_USER_ID } from '../../store/index.ts';
import { openProgram } from './org-program.ts';

const Main = `@IsTest public class Main {
  static Messaging.SingleEmailMessage mail(String address) {
    Messaging.SingleEmailMessage m = new Messaging.SingleEmailMessage();
    if (address != null) m.setToAddresses(new List<String>{ address });
    m.setSubject('S'); m.plainTextBody = 'B';
    return m;
  }
  static String send(Messaging.SingleEmailMessage m) {
    try { return '' + Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{ m })[0].isSuccess(); }
    catch (EmailException e) { return e.getTypeName() + ' ' + e.getMessage() + ' ' + e.getNumDml() + ' ' + e.getDmlType(0); }
  }
  public static String sent() {
    Messaging.SingleEmailMessage m = mail('a@example.com'); m.setCcAddresses(new String[]{ 'b@example.com', UserInfo.getUserId() }); m.setSaveAsActivity(false);
    Messaging.EmailFileAttachment file = new Messaging.EmailFileAttachment(); file.setFileName('a.txt'); file.body = Blob.valueOf('x'); m.setFileAttachments(new Messaging.EmailFileAttachment[]{ file });
    List<Messaging.SendEmailResult> results = Messaging.sendEmail(new Messaging.Email[]{ m });
    return results.size() + ' ' + results[0].isSuccess() + ' ' + results[0].getErrors().size() + ' ' + Limits.getEmailInvocations() + '/' + Limits.getLimitEmailInvocations();
  }
  public static String defaults() { Messaging.SingleEmailMessage m = new Messaging.SingleEmailMessage(); return m.getSubject() + ' ' + m.toAddresses + ' ' + m.getSaveAsActivity() + ' ' + m.useSignature + ' ' + m.getBccSender() + ' ' + m.isTreatTargetObjectAsRecipient(); }
  public static String setters() { Messaging.SingleEmailMessage m = mail('a@example.com'); m.setHtmlBody('<b>'); m.setReplyTo('r@example.com'); m.setTargetObjectId(UserInfo.getUserId()); return m.getToAddresses()[0] + m.getHtmlBody() + m.getPlainTextBody() + m.replyTo + (m.getTargetObjectId() == UserInfo.getUserId()) + ((Object) m instanceof Messaging.Email); }
  public static String nobody() { return send(mail(null)); }
  public static String badAddress() { return send(mail('nowhere')); }
  public static String bodiless() { Messaging.SingleEmailMessage m = mail('a@example.com'); m.setPlainTextBody(''); return send(m); }
  public static String toUser() { Messaging.SingleEmailMessage m = mail(null); m.setTargetObjectId(UserInfo.getUserId()); return send(m); }
  public static String toUserUnsaved() { Messaging.SingleEmailMessage m = mail(null); m.setTargetObjectId(UserInfo.getUserId()); m.setSaveAsActivity(false); return send(m); }
  public static String notAll() {
    List<Messaging.SendEmailResult> results = Messaging.sendEmail(new Messaging.SingleEmailMessage[]{ mail('nowhere'), mail('a@example.com') }, false);
    Messaging.SendEmailError error = results[0].getErrors()[0];
    return results[0].isSuccess() + ' ' + results[1].isSuccess() + ' ' + error.getStatusCode() + ' ' + error.getMessage() + ' ' + error.getFields() + ' ' + error.getTargetObjectId();
  }
  static void often(Integer n) { for (Integer i = 0; i < n; i++) Messaging.sendEmail(new Messaging.SingleEmailMessage[]{ mail('a@example.com') }); }
  public static String ten() { often(10); return '' + Limits.getEmailInvocations(); }
  public static String eleven() { often(11); return 'ok'; }
  public static String fresh() { often(9); Test.startTest(); often(10); Test.stopTest(); return '' + Limits.getEmailInvocations(); }
  public static String reserve() { Messaging.reserveSingleEmailCapacity(50); try { Messaging.reserveSingleEmailCapacity(51); } catch (HandledException e) { return e.getMessage(); } return 'none'; }
  public static String template() { Messaging.SingleEmailMessage m = mail('a@example.com'); m.setTemplateId('00X000000000001'); return send(m); }
}`;

const { run, runtime } = openProgram({ Main });
after(() => runtime.store.close());
const failed = (error: string): string =>
  `System.EmailException SendEmail failed. First exception on row 0; first error: ${error}`;

describe('e-mail in tests', () => {
  for (const [method, expected] of [
    ['sent', '1 true 0 1/10'],
    ['defaults', 'null null true true false true'],
    ['setters', 'a@example.com<b>Br@example.comtruetrue'],
    ['nobody', failed('REQUIRED_FIELD_MISSING, Add a recipient to send an email.: [] 1 REQUIRED_FIELD_MISSING')],
    [
      'badAddress',
      failed('INVALID_EMAIL_ADDRESS, Email address is invalid: nowhere: [toAddresses, nowhere] 1 INVALID_EMAIL_ADDRESS')
    ],
    [
      'bodiless',
      failed(
        'REQUIRED_FIELD_MISSING, Missing body, need at least one of html or plainText: [] 1 REQUIRED_FIELD_MISSING'
      )
    ],
    [
      'toUser',
      failed(
        'INVALID_SAVE_AS_ACTIVITY_FLAG, saveAsActivity must be false when sending mail to users.: [saveAsActivity, true] 1 INVALID_SAVE_AS_ACTIVITY_FLAG'
      )
    ],
    ['toUserUnsaved', 'true'],
    ['notAll', 'false true INVALID_EMAIL_ADDRESS Email address is invalid: nowhere (toAddresses, nowhere) null'],
    ['ten', '10'],
    ['eleven', 'System.LimitException: Too many Email Invocations: 11'],
    ['fresh', '9'],
    ['reserve', 'The daily limit for the org would be exceeded by this request.'],
    ['template', 'not supported by the local org: e-mail templates']
  ] as const)
    it(`${method}: ${expected}`, () => assert.equal(run(method), expected));
});

it('cannot be sent outside of tests', () => {
  const { context, machine, store } = runtime;
  const outcome = execute({ org: context, kind: 'anonymous', user: context.user(ADMIN_USER_ID) }, () =>
    machine.findClass('Main')!.findMethod('sent', 0)!.invoke(null, [])
  );
  store.rollback();
  assert.ok(!outcome.ok);
  assert.match(failureOf(outcome.error).text, /not supported by the local org: sending e-mail outside of tests/);
});
