/** Calls of @AuraEnabled methods: parameters from JSON, results to the JSON that Lightning hands to components. */
import { ApexEnumValue, isApexInstance } from '../runtime/machine/apex-object.ts';
import { failureOf } from '../runtime/machine/failure.ts';
import { ApexException, apexException, notSupported } from '../runtime/machine/errors.ts';
import type { ClassDefinition, MethodDefinition } from '../runtime/machine/class-definition.ts';
import { deserialise } from '../runtime/library/json/index.ts';
import { execute } from '../runtime/platform/execution.ts';
import { ApexBlob } from '../runtime/values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../runtime/values/collections.ts';
import { ApexDate } from '../runtime/values/date.ts';
import { ApexDatetime } from '../runtime/values/datetime.ts';
import { Decimal } from '../runtime/values/decimal.ts';
import { ApexDouble } from '../runtime/values/double.ts';
import { SObjectRecord } from '../runtime/values/sobject.ts';
import { ApexTime } from '../runtime/values/time.ts';
import type { OrgRuntime } from './org-runtime.ts';

/** The `body` of the error that a component's `catch` receives. */
export interface AuraError {
  readonly message: string;
  readonly exceptionType?: string;
  readonly isUserDefinedException?: boolean;
  readonly stackTrace?: string;
}

export type AuraResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AuraError };

/** Runs the method as one transaction of the user. Everything that goes wrong comes back as an error. */
export function invokeAura(
  runtime: OrgRuntime,
  userId: string,
  className: string,
  methodName: string,
  params: Readonly<Record<string, unknown>>
): AuraResult {
  const { context } = runtime;
  const found = auraMethod(runtime, className, methodName);
  if (typeof found === 'string') return { ok: false, error: { message: found } };
  const cacheable = annotationValue(found, 'cacheable') === 'true';
  const outcome = execute(
    { org: context, kind: 'aura', user: context.user(userId), ...(cacheable ? { lowered: { dmlStatements: 0 } } : {}) },
    () => {
      const args = found.parameters.map(({ name, type }) => {
        const value = params[name];
        return value === undefined || value === null ? null : deserialise(JSON.stringify(value), type);
      });
      return toAuraJson(found.invoke(null, args));
    }
  );
  return outcome.ok
    ? { ok: true, value: outcome.value ?? null }
    : { ok: false, error: auraError(runtime, outcome.error) };
}

/** The method, or the platform's refusal. */
function auraMethod(runtime: OrgRuntime, className: string, methodName: string): MethodDefinition | string {
  const definition = runtime.machine.findClass(className);
  const method = definition?.methods.find(
    (each) =>
      each.isStatic &&
      each.name.toLowerCase() === methodName.toLowerCase() &&
      each.annotations.some(({ name }) => name === 'auraenabled')
  );
  return method ?? `Unable to find action '${methodName}' on the controller of ${className}`;
}

function annotationValue(method: MethodDefinition, key: string): string | undefined {
  return method.annotations.find(({ name }) => name === 'auraenabled')?.values[key]?.toLowerCase();
}

function auraError(runtime: OrgRuntime, error: unknown): AuraError {
  const failure = failureOf(error);
  return {
    message: (error instanceof ApexException ? error.shownMessage : null) ?? failure.message,
    ...(failure.typeName === null ? {} : { exceptionType: failure.typeName }),
    isUserDefinedException: error instanceof ApexException && runtime.machine.findClass(error.typeName) !== null,
    stackTrace: failure.stackTrace
  };
}

/** What Lightning makes of a result. Members without a value are left out of objects and records. */
export function toAuraJson(value: unknown): unknown {
  if (
    value === null ||
    value === undefined ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'string'
  )
    return value ?? null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal || value instanceof ApexDouble) return Number(value.toString());
  if (value instanceof ApexDate) return value.toString();
  if (value instanceof ApexTime) return value.millisecondOfDay;
  if (value instanceof ApexDatetime) return value.toIsoText();
  if (value instanceof ApexBlob) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof ApexEnumValue) return value.name;
  if (value instanceof ApexList || value instanceof ApexSet) return [...value.toArray()].map(toAuraJson);
  if (value instanceof ApexMap)
    return Object.fromEntries(value.entries().map(([key, item]) => [mapKey(key), toAuraJson(item)]));
  if (value instanceof SObjectRecord) return recordJson(value);
  if (isApexInstance(value)) return instanceJson(value, value.apexType.definition!);
  return notSupported('a result of this type in an @AuraEnabled method');
}

function mapKey(key: unknown): string {
  if (key instanceof ApexEnumValue) return key.toString();
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return key.toString();
  return notSupported('maps with keys other than texts and numbers in an @AuraEnabled result');
}

function recordJson(record: SObjectRecord): unknown {
  const entries = [...record.setFields(), ...record.setRelationships()].filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, toAuraJson(value)]));
}

/** Only members annotated with @AuraEnabled travel; an object without any is refused, as it would arrive empty. */
function instanceJson(
  instance: Parameters<ClassDefinition['allFields'][number]['get']>[0] & object,
  definition: ClassDefinition
): unknown {
  const fields = definition.allFields.filter(
    (field) => !field.isStatic && field.hasGetter && field.annotations.some(({ name }) => name === 'auraenabled')
  );
  if (fields.length === 0)
    throw apexException('AuraHandledException', `Apex class ${definition.name} has no @AuraEnabled members`);
  return Object.fromEntries(
    fields
      .map((field) => [field.name, field.get(instance)] as const)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, toAuraJson(value)])
  );
}
