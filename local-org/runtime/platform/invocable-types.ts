/**
 * Invocable actions called from Apex (Apex Reference Guide v65, "Invocable Namespace"; Actions Developer Guide, "Apex
 * Actions": an action is named like its class, a method that returns no wrappers gives `output`). Actions of the project's
 * classes run here; every other kind, and an action that throws, is refused where it is invoked.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { given } from '../library/members.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { ClassDefinition, FieldDefinition, MethodDefinition } from '../machine/class-definition.ts';
import { ApexException, notSupported } from '../machine/errors.ts';
import { runtimeType, typeRegistry } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { madeFromJson } from './json-made.ts';

const PARAMETERS = 'Map<String,Object>';
/** Of a method that returns a list of values rather than of wrappers. */
const OUTPUT = 'output';

class ActionValue {
  /** `apex`, `flow` …, or the name of a standard action. */
  readonly kind: string;
  readonly name: string;
  readonly isStandard: boolean;
  invocations: ApexMap[] = [];

  constructor(kind: string, name: string, isStandard: boolean) {
    this.kind = kind;
    this.name = name;
    this.isStandard = isStandard;
  }

  /** The first parameter begins the first invocation. */
  set(parameter: string | null, value: unknown): this {
    if (this.invocations.length === 0) this.add();
    this.invocations.at(-1)!.put(given(parameter), value);
    return this;
  }

  add(): this {
    this.invocations.push(new ApexMap(runtimeType(PARAMETERS)));
    return this;
  }

  invoke(): ApexList {
    if (this.isStandard || this.kind.toLowerCase() !== 'apex')
      return notSupported(`the invocable action ${this.isStandard ? this.name : `${this.kind} ${this.name}`}`);
    if (this.invocations.length === 0) notSupported(`invoking the action ${this.name} without an invocation`);
    const results = resultsOf(methodOf(this.name), this.invocations);
    return new ApexList(
      runtimeType('List<Invocable.Action.Result>'),
      results.map((outputs, index) => new ActionResult(this, this.invocations[index]!, outputs))
    );
  }
}

class ActionResult {
  readonly action: ActionValue;
  readonly parameters: ApexMap;
  /** Null: the method returns nothing. */
  readonly outputs: ApexMap | null;

  constructor(action: ActionValue, parameters: ApexMap, outputs: ApexMap | null) {
    this.action = action;
    this.parameters = parameters;
    this.outputs = outputs;
  }
}

function methodOf(name: string): MethodDefinition {
  const definition: ClassDefinition | null = typeRegistry().find(name)?.definition ?? null;
  const method = definition?.methods.find(({ annotations }) =>
    annotations.some((each) => each.name === 'invocablemethod')
  );
  return method ?? notSupported(`the invocable action apex ${name}, which is no class of the project`);
}

/** The outputs of each invocation; null for a method without any. */
function resultsOf(method: MethodDefinition, invocations: readonly ApexMap[]): Array<ApexMap | null> {
  const [parameter] = method.parameters;
  const args =
    parameter === undefined
      ? []
      : [
          new ApexList(
            parameter.type,
            invocations.map((each) => inputOf(parameter.name, parameter.type.args[0]!, each))
          )
        ];
  const returned = called(method, args);
  if (method.returnType === null) return invocations.map(() => null);
  if (!(returned instanceof ApexList) || returned.size !== invocations.length)
    return notSupported(`an invocable action that gives other than ${invocations.length} results`);
  return returned.toArray().map((item) => outputsOf(method.returnType!.args[0]!, item));
}

function called(method: MethodDefinition, args: readonly unknown[]): unknown {
  try {
    return method.invoke(null, args);
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    return notSupported(`an invocable action that throws ${error.typeName}: ${error.message}`);
  }
}

function inputOf(parameter: string, type: RuntimeType, given: ApexMap): unknown {
  const { definition } = type;
  if (definition === null) {
    requireNames(given, [parameter]);
    return checked(type, given.get(parameter), parameter);
  }
  const fields = variablesOf(definition);
  requireNames(
    given,
    fields.map(({ name }) => name)
  );
  const input = definition.construct();
  for (const field of fields) setInput(field, input, given);
  return input;
}

function setInput(field: FieldDefinition, input: ApexInstance, given: ApexMap): void {
  const { values = {} } = field.annotations.find(({ name }) => name === 'invocablevariable') ?? {};
  if (given.containsKey(field.name)) field.set(input, checked(field.type, given.get(field.name), field.name));
  else if (Object.keys(values).some((name) => /^(?:required|defaultValue)$/i.test(name)))
    notSupported(`an invocable action without its ${field.name}`);
}

function variablesOf({ allFields }: ClassDefinition): FieldDefinition[] {
  return allFields.filter(({ annotations }) => annotations.some(({ name }) => name === 'invocablevariable'));
}

/** Names that differ in case only are not known to be the same. */
function requireNames(given: ApexMap, names: readonly string[]): void {
  const other = [...given.entries()].find(([name]) => !names.includes(String(name)));
  if (other !== undefined) notSupported(`the parameter ${String(other[0])} of an invocable action without it`);
}

function checked(type: RuntimeType, value: unknown, name: string): unknown {
  if (value !== null && !type.isInstance(value))
    notSupported(`another type than ${type.name} as ${name} of an invocable action`);
  return value;
}

function outputsOf({ definition }: RuntimeType, item: unknown): ApexMap {
  const outputs = new ApexMap(runtimeType(PARAMETERS));
  if (definition === null) outputs.put(OUTPUT, item);
  else if (item === null) notSupported('an invocable action that gives null for an invocation');
  else for (const field of variablesOf(definition)) outputs.put(field.name, field.get(item as ApexInstance));
  return outputs;
}

const standard = (name: string | null): ActionValue => new ActionValue('standard', given(name), true);
const custom = (kind: string | null, name: string | null): ActionValue =>
  new ActionValue(given(kind), given(name), false);

export const invocableTypes: LibraryType[] = [
  libraryType(
    'Invocable.Action',
    { isInstance: (value) => value instanceof ActionValue },
    {
      'static Invocable.Action createStandardAction(String type)': standard,
      'static Invocable.Action createCustomAction(String type, String name)': custom,
      'static Invocable.Action createCustomAction(String type, String namespace, String name)': (
        kind: string | null,
        namespace: string | null,
        name: string | null
      ) => (namespace === null ? custom(kind, name) : notSupported('invocable actions of a namespace')),
      'Invocable.Action addInvocation()': (self: ActionValue) => self.add(),
      'Invocable.Action clearInvocations()': (self: ActionValue) => {
        self.invocations = [];
        return self;
      },
      'String getName()': (self: ActionValue) => self.name,
      'String getType()': (self: ActionValue) =>
        self.isStandard ? notSupported('getType() of a standard action') : self.kind,
      'List<Invocable.Action.Result> invoke()': (self: ActionValue) => self.invoke(),
      'Boolean isStandard()': (self: ActionValue) => self.isStandard,
      'Invocable.Action setInvocationParameter(String parameterName, Object parameterValue)': (
        self: ActionValue,
        name: string | null,
        value: unknown
      ) => self.set(name, value),
      'Invocable.Action setInvocations(List<Map<String,Object>> invocations)': (
        self: ActionValue,
        invocations: ApexList | null
      ) => {
        self.invocations = given(invocations)
          .toArray()
          .map((each) => given(each as ApexMap | null));
        return self;
      }
    }
  ),
  // That tests make results and errors from JSON: mitchspano/apex-trigger-actions-framework, `TriggerActionFlowTest`.
  madeFromJson(
    libraryType(
      'Invocable.Action.Result',
      { isInstance: (value) => value instanceof ActionResult },
      {
        'Invocable.Action getAction()': (self: ActionResult) => self.action,
        'List<Invocable.Action.Error> getErrors()': () =>
          notSupported('getErrors() of an invocable action without errors'),
        'Map<String,Object> getInvocationParameters()': (self: ActionResult) => self.parameters,
        'Map<String,Object> getOutputParameters()': (self: ActionResult) =>
          self.outputs ?? notSupported('getOutputParameters() of an invocable action that returns nothing'),
        'Boolean isSuccess()': () => true
      }
    ),
    {
      action: 'Invocable.Action',
      errors: 'List<Invocable.Action.Error>',
      success: 'Boolean',
      outputParameters: PARAMETERS
    }
  ),
  madeFromJson(
    libraryType('Invocable.Action.Error', {}, { 'String getCode()': () => null, 'String getMessage()': () => null }),
    { code: 'String', message: 'String' }
  )
];
