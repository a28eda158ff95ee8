/**
 * Assertions: System.assert… and the Assert class. A failure is a System.AssertException that no Apex code catches
 * (Apex Reference Guide, "System Class", assert: the failure is logged as an exception but cannot be caught).
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { UncatchableError } from '../machine/errors.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { deepEquals } from '../values/equality.ts';
import { textOf } from '../values/text.ts';
import type { Members } from './members.ts';
import { given } from './members.ts';

/** Without a message of the test's own. */
const NONE = null;

/** `Assertion Failed: <message>: <detail>`, each part only when there is one. */
function fail(message: unknown, detail: string | null): never {
  const parts = [
    'Assertion Failed',
    ...(message === null ? [] : [textOf(message)]),
    ...(detail === null ? [] : [detail])
  ];
  throw new UncatchableError(`System.AssertException: ${parts.join(': ')}`);
}

function isTrue(condition: boolean | null, message: unknown): void {
  if (given(condition) === false) fail(message, null);
}

function areEqual(expected: unknown, actual: unknown, message: unknown): void {
  if (!deepEquals(expected, actual)) fail(message, `Expected: ${textOf(expected)}, Actual: ${textOf(actual)}`);
}

function areNotEqual(notExpected: unknown, actual: unknown, message: unknown): void {
  if (deepEquals(notExpected, actual)) fail(message, `Same value: ${textOf(notExpected)}`);
}

function isInstanceOf(value: unknown, type: RuntimeType | null, message: unknown, wanted: boolean): void {
  if (given(type).isInstance(value) !== wanted)
    fail(message, `${wanted ? 'Expected' : 'Not expected'} type: ${type!.name}, Actual: ${textOf(value)}`);
}

/** For the System type, which the platform declares. */
export const systemAssertMembers: Members = {
  'static void assert(Boolean condition)': (condition: boolean | null) => isTrue(condition, NONE),
  'static void assert(Boolean condition, Object message)': isTrue,
  'static void assertEquals(Object expected, Object actual)': (expected: unknown, actual: unknown) =>
    areEqual(expected, actual, NONE),
  'static void assertEquals(Object expected, Object actual, Object message)': areEqual,
  'static void assertNotEquals(Object notExpected, Object actual)': (notExpected: unknown, actual: unknown) =>
    areNotEqual(notExpected, actual, NONE),
  'static void assertNotEquals(Object notExpected, Object actual, Object message)': areNotEqual
};

export const assertType: LibraryType = libraryType(
  'Assert',
  {},
  {
    'static void areEqual(Object expected, Object actual)': (expected: unknown, actual: unknown) =>
      areEqual(expected, actual, NONE),
    'static void areEqual(Object expected, Object actual, String message)': areEqual,
    'static void areNotEqual(Object notExpected, Object actual)': (notExpected: unknown, actual: unknown) =>
      areNotEqual(notExpected, actual, NONE),
    'static void areNotEqual(Object notExpected, Object actual, String message)': areNotEqual,
    'static void fail()': () => fail(NONE, null),
    'static void fail(String message)': (message: string | null) => fail(message, null),
    'static void isTrue(Boolean condition)': (condition: boolean | null) => isTrue(condition, NONE),
    'static void isTrue(Boolean condition, String message)': isTrue,
    'static void isFalse(Boolean condition)': (condition: boolean | null) => isTrue(!given(condition), NONE),
    'static void isFalse(Boolean condition, String message)': (condition: boolean | null, message: string | null) =>
      isTrue(!given(condition), message),
    'static void isNull(Object value)': (value: unknown) => areEqual(null, value, NONE),
    'static void isNull(Object value, String message)': (value: unknown, message: string | null) =>
      areEqual(null, value, message),
    'static void isNotNull(Object value)': (value: unknown) => areNotEqual(null, value, NONE),
    'static void isNotNull(Object value, String message)': (value: unknown, message: string | null) =>
      areNotEqual(null, value, message),
    'static void isInstanceOfType(Object value, System.Type type)': (value: unknown, type: RuntimeType | null) =>
      isInstanceOf(value, type, NONE, true),
    'static void isInstanceOfType(Object value, System.Type type, String message)': (
      value: unknown,
      type: RuntimeType | null,
      message: string | null
    ) => isInstanceOf(value, type, message, true),
    'static void isNotInstanceOfType(Object value, System.Type type)': (value: unknown, type: RuntimeType | null) =>
      isInstanceOf(value, type, NONE, false),
    'static void isNotInstanceOfType(Object value, System.Type type, String message)': (
      value: unknown,
      type: RuntimeType | null,
      message: string | null
    ) => isInstanceOf(value, type, message, false)
  }
);
