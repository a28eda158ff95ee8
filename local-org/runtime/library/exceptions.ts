/** Exception and the built-in exception types (Apex Reference Guide, "Exception Class and Built-In Exceptions"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { ApexException, apexException } from '../machine/errors.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { stackTraceString } from '../machine/stack.ts';
import { dmlExceptionMembers } from './dml-exception.ts';
import { queryExceptionMembers } from './query-exception.ts';
import type { Members } from './members.ts';

/** `System.MathException`: built-in types print with their namespace. */
export function qualified(type: RuntimeType): string {
  return type.name.includes('.') ? type.name : `System.${type.name}`;
}

const constructors: Members = {
  'new()': (type: RuntimeType) => made(type, null, null),
  'new(String message)': (type: RuntimeType, message: string | null) => made(type, message, null),
  'new(Exception cause)': (type: RuntimeType, cause: ApexException | null) => made(type, null, cause),
  'new(String message, Exception cause)': made
};

function made(type: RuntimeType, message: string | null, cause: ApexException | null): ApexException {
  const exception = new ApexException(qualified(type), message, cause);
  exception.isMadeByProgram = true;
  return exception;
}

function initCause(self: ApexException, cause: ApexException | null): void {
  if (self.cause !== null) throw apexException('IllegalStateException', "Can't overwrite cause");
  self.cause = cause;
}

const exceptionType = libraryType(
  'Exception',
  { extensible: true, isInstance: (value) => value instanceof ApexException },
  {
    ...constructors,
    // Those of other exceptions compile as well.
    ...dmlExceptionMembers,
    'Exception getCause()': (self: ApexException) => self.cause,
    'Integer getLineNumber()': (self: ApexException) => self.apexStack[0]?.line ?? 1,
    'String getMessage()': (self: ApexException) => self.message,
    'String getStackTraceString()': (self: ApexException) => stackTraceString(self.apexStack),
    'String getTypeName()': (self: ApexException) => self.typeName,
    'void initCause(Exception cause)': initCause,
    'void setMessage(String message)': (self: ApexException, message: string | null) => {
      self.message = message ?? '';
    }
  }
);

function builtIn(name: string, members: Members = {}): LibraryType {
  return libraryType(name, { extends: 'Exception' }, { ...constructors, ...members });
}

/** Those that Apex code can create and catch. */
const NAMES = [
  'AsyncException',
  'BigObjectException',
  'CalloutException',
  'DataWeaveScriptException',
  'EventObjectException',
  'ExternalObjectException',
  'FatalCursorException',
  'FinalException',
  'FlowException',
  'FormulaEvaluationException',
  'FormulaValidationException',
  'HandledException',
  'IllegalArgumentException',
  'IllegalStateException',
  'InvalidHeaderException',
  'InvalidParameterValueException',
  'InvalidReadTimeoutException',
  'JSONException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'ProcedureException',
  'RequiredFeatureMissingException',
  'SearchException',
  'SecurityException',
  'SerializationException',
  'SObjectException',
  'StringException',
  'TransientCursorException',
  'TypeException',
  'UnexpectedException',
  'UnsupportedOperationException',
  'VisualforceException',
  'XmlException'
];

export const exceptionTypes: LibraryType[] = [
  exceptionType,
  ...NAMES.map((name) => builtIn(name)),
  builtIn('DmlException'),
  builtIn('QueryException', queryExceptionMembers),
  builtIn('EmailException'),
  // Its message is for the browser: Apex sees `Script-thrown exception` unless setMessage is called too (apex-recipes).
  libraryType(
    'AuraHandledException',
    { extends: 'Exception' },
    {
      'new(String message)': (type: RuntimeType, message: string | null) => {
        const exception = new ApexException(qualified(type));
        exception.shownMessage = message;
        return exception;
      }
    }
  ),
  // Never caught: declared so that code may name them.
  libraryType('LimitException', { extends: 'Exception' }, {}),
  libraryType('AssertException', { extends: 'Exception' }, {})
];
