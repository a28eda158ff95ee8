/**
 * Formulas that Apex writes itself. Sources: Apex Reference Guide v65, "FormulaEval Namespace" with its examples; Apex
 * Developer Guide v65, "Formula Evaluation in Apex"; mitchspano/apex-trigger-actions-framework, `FormulaFilter` and its tests.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `global class Main {
  global class Yacht {
    global Integer lengthInYards;
    global Decimal price;
    global String name;
    global Account owner;
    global Boolean sold;
    global Id broker;
    global List<String> crew;
    global Date built { get { return Date.newInstance(2020, 2, 29); } }
    public String secret;
  }
  public class Dinghy { public String name; }

  static FormulaEval.FormulaBuilder of(String text, FormulaEval.FormulaReturnType type) {
    return Formula.builder().withType(Yacht.class).withReturnType(type).withFormula(text);
  }
  static Yacht yacht() {
    Yacht boat = new Yacht();
    boat.lengthInYards = 52; boat.price = 12.50; boat.name = 'RV Foo'; boat.broker = UserInfo.getUserId();
    boat.owner = new Account(Name = 'Acme Watercraft', Site = 'New York', OwnerId = UserInfo.getUserId(), Industry = 'Energy');
    return boat;
  }
  static Object value(String text, FormulaEval.FormulaReturnType type) { return of(text, type).build().evaluate(yacht()); }
  static String text(String formula) { return (String) value(formula, FormulaEval.FormulaReturnType.STRING); }
  static String flag(String formula) { return String.valueOf(value(formula, FormulaEval.FormulaReturnType.BOOLEAN)); }
  static String wrong(String formula) {
    try { return text(formula); } catch (FormulaValidationException e) { return e.getTypeName() + ': ' + e.getMessage(); }
  }

  public static String choice() { return text('IF(lengthInYards < 100, "Not Super", "Super")'); }
  public static String parent() { return text('owner.Name & " (" & owner.Site & ")"'); }
  public static String wholeNumber() { Integer n = (Integer) value('LengthInYards * 2', FormulaEval.FormulaReturnType.INTEGER); return '' + n; }
  public static String longNumber() { Object n = value('lengthInYards', FormulaEval.FormulaReturnType.LONG); return n + ' ' + (n instanceof Long); }
  public static String decimalNumber() { Decimal n = (Decimal) value('price * 2 + 0.5', FormulaEval.FormulaReturnType.DECIMAL); return String.valueOf(n == 25.5); }
  public static String doubleNumber() { Object n = value('price', FormulaEval.FormulaReturnType.DOUBLE); return n + ' ' + (n instanceof Double); }
  public static String dateValue() { return String.valueOf((Date) value('built + 1', FormulaEval.FormulaReturnType.DATE)); }
  public static String today() { return String.valueOf((Date) value('TODAY()', FormulaEval.FormulaReturnType.DATE)); }
  public static String comparesIds() { return flag('owner.OwnerId = broker && NOT(ISBLANK(broker))'); }
  public static String picklist() { return flag('ISPICKVAL(owner.Industry, "Energy")'); }
  public static String noParent() { Yacht empty = new Yacht(); return String.valueOf(of('ISBLANK(owner.Name)', FormulaEval.FormulaReturnType.BOOLEAN).build().evaluate(empty)); }
  public static String blankAsZero() { return '' + of('price + 1', FormulaEval.FormulaReturnType.INTEGER).treatNumericNullAsZero(true).build().evaluate(new Yacht()); }
  public static String blank() { return '' + of('price + 1', FormulaEval.FormulaReturnType.INTEGER).build().evaluate(new Yacht()); }
  public static String template() { return (String) of('{!name} of {!owner.Name}!', FormulaEval.FormulaReturnType.STRING).parseAsTemplate(true).build().evaluate(yacht()); }
  public static String variables() { return (String) of('$User.LastName', FormulaEval.FormulaReturnType.STRING).withGlobalVariables(FormulaEval.FormulaGlobal.values()).build().evaluate(yacht()); }
  public static String referenced() { return '' + of('owner.Name & name & name', FormulaEval.FormulaReturnType.STRING).build().getReferencedFields(); }
  public static String ofObject() {
    FormulaEval.FormulaInstance f = Formula.builder().withType(Account.SObjectType).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('Name & "!"').build();
    FormulaEval.FormulaInstance same = Formula.builder().withType(Account.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('Name & "?"').build();
    return (String) f.evaluate(new Account(Name = 'A')) + same.evaluate(new Account(Name = 'B'));
  }

  public static String syntax() { return wrong('This will not compile!!!'); }
  public static String noField() { return wrong('nothing & "x"'); }
  public static String noFunction() { return wrong('NOSUCH(name)'); }
  public static String wrongResult() { return wrong('price'); }
  public static String notGlobal() { try { text('secret'); return 'taken'; } catch (FormulaValidationException e) { return 'refused'; } }
  public static String notGlobalMessage() { return wrong('secret'); }
  public static String notGlobalClass() { try { Formula.builder().withType(Dinghy.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('name').build(); return 'taken'; } catch (FormulaValidationException e) { return 'refused'; } }
  public static String dividesByZero() { try { value('price / 0', FormulaEval.FormulaReturnType.DECIMAL); return 'taken'; } catch (FormulaEvaluationException e) { return 'refused'; } }

  public static String picklistText() { return flag('owner.Industry = "Energy"'); }
  public static String idText() { return text('broker'); }
  public static String collection() { return flag('ISBLANK(crew)'); }
  public static String fraction() { return '' + value('price', FormulaEval.FormulaReturnType.INTEGER); }
  public static String change() { return flag('ISCHANGED(name)'); }
  public static String undeclared() { return text('$User.LastName'); }
  public static String unqueried() {
    insert new Account(Name = 'Stored');
    Yacht boat = yacht(); boat.owner = [SELECT Id FROM Account];
    return (String) of('owner.Name', FormulaEval.FormulaReturnType.STRING).build().evaluate(boat);
  }
}`;

const UNSUPPORTED = 'not supported by the local org: ';
const INVALID = 'System.FormulaValidationException: ';
const CASES: ReadonlyArray<readonly [method: string, expected: string]> = [
  ['choice', 'Not Super'],
  ['parent', 'Acme Watercraft (New York)'],
  ['wholeNumber', '104'],
  ['longNumber', '52 true'],
  ['decimalNumber', 'true'],
  ['doubleNumber', '12.5 true'],
  ['dateValue', '2020-03-01'],
  ['today', '2026-01-15'],
  ['comparesIds', 'true'],
  ['picklist', 'true'],
  ['noParent', 'true'],
  ['blankAsZero', '1'],
  ['blank', 'null'],
  ['template', 'RV Foo of Acme Watercraft!'],
  ['variables', 'User'],
  ['referenced', '{name, owner.Name}'],
  ['ofObject', 'A!B?'],
  ['syntax', `${INVALID}Syntax error.  Found 'will'`],
  ['noField', `${INVALID}Field nothing does not exist. Check spelling.`],
  ['noFunction', `${INVALID}Unknown function NOSUCH. Check spelling.`],
  ['wrongResult', `${INVALID}Formula result is data type (Number), incompatible with expected data type (Text).`],
  ['notGlobal', 'refused'],
  ['notGlobalMessage', `${UNSUPPORTED}the message of System.FormulaValidationException where secret is not global`],
  ['notGlobalClass', 'refused'],
  ['dividesByZero', 'refused'],
  ['picklistText', `${UNSUPPORTED}picklists in = in formulas of Apex`],
  ['idText', `${UNSUPPORTED}broker as the result of a formula of Apex`],
  ['collection', `${UNSUPPORTED}crew in formulas of Apex`],
  ['fraction', `${UNSUPPORTED}a formula of Apex that gives a fraction as INTEGER`],
  ['change', `${UNSUPPORTED}the function ISCHANGED in formulas of Apex`],
  ['undeclared', `${UNSUPPORTED}$User in this formula of Apex`],
  ['unqueried', `${UNSUPPORTED}a formula of Apex that reads Name, which is not there`]
];

const program = openProgram({ Main });
after(() => program.runtime.close());

for (const [method, expected] of CASES) it(method, () => assert.equal(program.run(method), expected));
