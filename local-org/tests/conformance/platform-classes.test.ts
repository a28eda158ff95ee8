/** Classes of the platform that packages use now and then. Sources: Apex Reference Guide v65, the class of each test. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Doubled = `public class Doubled {
  public class Input { @InvocableVariable(required=true) public Integer amount; @InvocableVariable public List<String> words; @InvocableVariable(label='Unit') public String unit = 'kg'; }
  public class Output { @InvocableVariable public Integer amount; @InvocableVariable public String text; }
  @InvocableMethod(label='Doubled') public static List<Output> run(List<Input> inputs) {
    List<Output> all = new List<Output>();
    for (Input each : inputs) {
      if (each.amount < 0) throw new IllegalArgumentException('negative');
      Output one = new Output(); one.amount = each.amount * 2; one.text = each.unit + (each.words == null ? '' : String.join(each.words, ',')); all.add(one);
    }
    return all;
  }
}`;
const Upper = `public class Upper {
  @InvocableMethod public static List<String> run(List<String> texts) { List<String> all = new List<String>(); for (String each : texts) all.add(each.toUpperCase()); return all; }
}`;

const Main = `public class Main {
  static Invocable.Action doubled() { return Invocable.Action.createCustomAction('apex', 'Doubled'); }
  public static String action() {
    Invocable.Action action = doubled();
    action.setInvocationParameter('amount', 2).setInvocationParameter('words', new List<String>{ 'a', 'b' });
    action.addInvocation().setInvocationParameter('amount', 5);
    List<Invocable.Action.Result> results = action.invoke();
    Map<String, Object> first = results[0].getOutputParameters();
    return results.size() + ' ' + results[0].isSuccess() + ' ' + first.get('amount') + ' ' + first.get('text') + ' ' + results[1].getOutputParameters().get('text') + ' ' + results[0].getAction().getName() + ' ' + results[1].getInvocationParameters();
  }
  public static String actionOfTexts() { return '' + Invocable.Action.createCustomAction('apex', 'Upper').setInvocationParameter('texts', 'a').invoke()[0].getOutputParameters().get('output'); }
  public static String actionSet() { return '' + doubled().setInvocations(new List<Map<String, Object>>{ new Map<String, Object>{ 'amount' => 4 } }).invoke()[0].getOutputParameters().get('amount'); }
  public static String actionThrows() { return '' + doubled().setInvocationParameter('amount', -1).invoke(); }
  public static String actionWithout() { return '' + doubled().setInvocationParameter('unit', 'g').invoke(); }
  public static String actionOther() { return '' + doubled().setInvocationParameter('amount', 1).setInvocationParameter('nothing', 1).invoke(); }
  public static String actionType() { return '' + doubled().setInvocationParameter('amount', '1').invoke(); }
  public static String standardAction() { return '' + Invocable.Action.createStandardAction('chatterPost').setInvocationParameter('text', 'x').invoke(); }
  public static String flowAction() { return '' + Invocable.Action.createCustomAction('flow', 'Some_Flow').invoke(); }
  public static String actionFromJson() {
    Invocable.Action.Result made = (Invocable.Action.Result) JSON.deserialize('{"success":false,"outputParameters":{},"errors":[{"code":"A","message":"B"}]}', Invocable.Action.Result.class);
    made.getOutputParameters().put('record', new Account(Name = 'C'));
    return made.isSuccess() + made.getErrors()[0].getCode() + made.getErrors()[0].getMessage() + ((Account) made.getOutputParameters().get('record')).Name;
  }
}`;

const UNSUPPORTED = 'not supported by the local org: ';
const CASES: ReadonlyArray<readonly [method: string, expected: string]> = [
  ['action', '2 true 4 kga,b kg Doubled {amount=5}'],
  ['actionOfTexts', 'A'],
  ['actionSet', '8'],
  ['actionThrows', `${UNSUPPORTED}an invocable action that throws System.IllegalArgumentException: negative`],
  ['actionWithout', `${UNSUPPORTED}an invocable action without its amount`],
  ['actionOther', `${UNSUPPORTED}the parameter nothing of an invocable action without it`],
  ['actionType', `${UNSUPPORTED}another type than Integer as amount of an invocable action`],
  ['standardAction', `${UNSUPPORTED}the invocable action chatterPost`],
  ['flowAction', `${UNSUPPORTED}the invocable action flow Some_Flow`],
  ['actionFromJson', 'falseABC']
];

const program = openProgram({ Main, Doubled, Upper });
after(() => program.runtime.close());

for (const [method, expected] of CASES) it(method, () => assert.equal(program.run(method), expected));
