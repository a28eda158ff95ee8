/**
 * What test classes, test methods and test set-up methods have to be. Wording, place and order are those of Salesforce's
 * own compiler (that of its Apex language server).
 */
import type { ProblemLog } from '../problems.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import { typeName } from '../typing/names.ts';
import { isSet } from './annotation-properties.ts';
import { annotationNamed } from './modifiers.ts';

type Report = (message: string) => void;

/** Whether an annotation `@IsTest` says `SeeAllData=true` or `IsParallel=true`. */
function says({ annotations }: ClassSymbol | MethodSymbol, property: 'seealldata' | 'isparallel'): boolean {
  return isSet(annotationNamed(annotations, 'istest'), property);
}

export function checkTestClass(symbol: ClassSymbol, log: ProblemLog): void {
  if (!symbol.isTest || symbol.outer !== null || symbol.kind !== 'class') return;
  const report: Report = (message) => log.report(symbol.file, symbol.position, message);
  if (symbol.isAbstract) report('IsTest classes cannot be abstract');
  else if (symbol.isVirtual) report('IsTest classes cannot be virtual');
  const seesAll = says(symbol, 'seealldata');
  const methodSeesAll = symbol.methods.some((method) => says(method, 'seealldata'));
  const setsUp = symbol.methods.some(({ annotations }) => annotationNamed(annotations, 'testsetup') !== null);
  const isParallel = says(symbol, 'isparallel');
  if (setsUp && seesAll) report('Test class cannot be annotated with @isTest(SeeAllData=true)');
  if (setsUp && methodSeesAll)
    report('Test class containing a test setup method cannot have any methods annotated with @isTest(SeeAllData=true)');
  if (isParallel && seesAll)
    report('Test class annotated with @isTest(IsParallel=true) cannot also be annotated with @isTest(SeeAllData=true)');
  if (isParallel && methodSeesAll)
    report(
      'Test class annotated with @isTest(IsParallel=true) cannot have any methods annotated with @isTest(SeeAllData=true)'
    );
}

/** `@IsTest` or the keyword from before it. */
function wordOf({ annotations }: MethodSymbol): string {
  return annotationNamed(annotations, 'istest') === null ? 'testMethod' : 'IsTest';
}

/** `critical` and `testFor` by API version 66.0 (glade-sh/glade-tools, what an org's compiler takes). */
const ONLY_ON_CLASSES = ['isParallel', 'critical', 'testFor'];

/** Before this API version test methods stood in any class. */
const ONLY_IN_TEST_CLASSES = 28;

export function checkTestMethod(method: MethodSymbol, report: Report): void {
  const annotation = annotationNamed(method.annotations, 'istest');
  const word = wordOf(method);
  if (annotation !== null && method.isTestMethod) report('testMethod are by default IsTest');
  for (const property of ONLY_ON_CLASSES)
    if (annotation !== null && annotation.properties.has(property.toLowerCase()))
      report(`Annotation property, ${property} on IsTest, is not allowed on methods`);
  if (!method.owner.isTest && method.owner.apiVersion >= ONLY_IN_TEST_CLASSES)
    report(`Defining type for ${word} methods must be declared as IsTest`);
  if (!method.isStatic) report(`${word} methods must be declared as static`);
  if (method.parameters.length > 0) report('Test methods must have no arguments');
  // Beyond that compiler, which takes them: what becomes of the value when it runs is not published.
  if (method.returnType.kind !== 'void')
    report(`not supported by the local org: a test method that returns ${typeName(method.returnType)}`);
}

export function checkTestSetup(method: MethodSymbol, report: Report): void {
  if (method.isTest) report(`TestSetup methods cannot be ${wordOf(method)}`);
  if (!method.owner.isTest) report('Defining type for TestSetup methods must be declared as IsTest');
  if (!method.isStatic) report('TestSetup methods must be declared as static');
  if (method.parameters.length > 0) report('Test methods must have no arguments');
  if (method.returnType.kind !== 'void') report('Test setup method must return void');
}
