/** Puts a compiled program to work: what emitted code sees as `$`, and what the platform sees as the machine. */
import type { EmittedFile } from '../../apex/emit/emitted-file.ts';
import type { LibraryCatalog } from '../../apex/library.ts';
import { ApexObject } from './apex-object.ts';
import type { ApexInstance, ApexEnumValue } from './apex-object.ts';
import { enter, enterInherited, enterPlain, leave } from './call-state.ts';
import type { ClassDefinition } from './class-definition.ts';
import { ClassTable } from './class-table.ts';
import { comparisonOperators } from './comparison-operators.ts';
import { conversions } from './conversions.ts';
import { collectionOperations, dataOperations } from './data-operations.ts';
import { ApexException, notSupported } from './errors.ts';
import { flow } from './flow.ts';
import type { PlatformHooks } from './hooks.ts';
import { invokeInterface } from './invoke-interface.ts';
import { installLibrary, libraryMember, memberGetter, memberImplementation, memberSetter } from './library-members.ts';
import {
  booleanOperators,
  condition,
  decimalOperators,
  doubleOperators,
  integerOperators,
  longOperators,
  notNull,
  temporalOperators
} from './numeric-operators.ts';
import { installTypeRegistry, TypeRegistry } from './runtime-type.ts';
import { sourceMapResolver } from './source-maps.ts';
import { installFrameResolver } from './stack.ts';
import { StatementMeter } from './statements.ts';

export interface MachineOptions {
  readonly files: readonly EmittedFile[];
  readonly catalog: LibraryCatalog;
  /** API names of the org's objects. */
  readonly objects: Iterable<string>;
  /** Names of the project's classes that are not in the program, because something in them is unsupported. */
  readonly leftOut?: Iterable<string>;
  readonly hooks: PlatformHooks;
}

export interface Machine {
  /** Makes it the program that this thread runs: names and stack traces are looked up in it. */
  use(): void;
  readonly types: TypeRegistry;
  readonly statements: StatementMeter;
  /** Top-level and inner classes, interfaces and enums, in the order of the files. */
  readonly classes: readonly ClassDefinition[];
  /** By qualified name, any case; null: the program has no such class. */
  findClass(name: string): ClassDefinition | null;
}

/**
 * Loads a program. One program at a time runs per thread: its types and source maps replace those of the one before,
 * until `use` brings them back.
 * Scripts run when their classes are first used.
 */
export function createMachine({ files, catalog, objects, leftOut = [], hooks }: MachineOptions): Machine {
  const types = new TypeRegistry();
  types.addLibrary(catalog.types);
  types.addObjects(objects);
  types.addLeftOut(leftOut);
  const frames = sourceMapResolver(files);
  const use = (): void => {
    installTypeRegistry(types);
    installFrameResolver(frames);
  };
  use();
  installLibrary(catalog.types);
  const statements = new StatementMeter((executed, path, line) => hooks.onStatements(executed, path, line));
  const hooksByPath = new Map(files.map((file) => [file.path, statements.hooks(file.path, file.hookLines)]));
  const table: ClassTable = new ClassTable(
    files,
    types,
    () => operations,
    () => hooks.statics()
  );
  const operations = {
    ...integerOperators,
    ...longOperators,
    ...doubleOperators,
    ...decimalOperators,
    ...booleanOperators,
    ...temporalOperators,
    ...comparisonOperators,
    ...conversions,
    ...flow,
    ...collectionOperations,
    ...dataOperations(hooks),
    ...libraryOperations,
    ApexObject,
    ApexException,
    initialiseException,
    notNull,
    shallowCopy,
    condition,
    enter,
    enterInherited,
    enterPlain,
    leave,
    type: (name: string) => types.get(name),
    enumValue: (type: string, value: string) => enumValue(types, type, value),
    classReference: (name: string) => table.reference(name),
    staticsOf: (name: string) => table.staticsOf(name),
    define: table.define.bind(table),
    hooks: (path: string) => hooksByPath.get(path),
    lineHook: (path: string, line: number) => {
      const index = files.find((file) => file.path === path)!.hookLines.indexOf(line);
      const mark = hooksByPath.get(path)!.line;
      return () => mark(index);
    }
  };
  const names = files.flatMap((file) => file.classes.map((data) => data.name));
  // Types are found by name at run time: two of one name would be mistaken for each other.
  for (const name of names)
    if (types.library(name) !== null || types.isObject(name))
      notSupported(`a class named ${name}, as a type of the platform is`);
  return {
    use,
    types,
    statements,
    classes: names.map((name) => types.get(name).definition!),
    findClass: (name) => types.find(name)?.definition ?? null
  };
}

const libraryOperations = {
  unsupported: (what: string): never => notSupported(what),
  /** A member without an implementation belongs to an interface: whatever implements it answers. */
  member: (key: string) => {
    const member = libraryMember(key);
    if (member.implementation !== undefined || member.isStatic) return memberImplementation(member);
    return (self: unknown, ...args: readonly unknown[]) => invokeInterface(self, key, ...args);
  },
  getter: (key: string) => memberGetter(libraryMember(key)),
  setter: (key: string) => memberSetter(libraryMember(key))
};

function enumValue(types: TypeRegistry, type: string, name: string): ApexEnumValue {
  const value = types.get(type).enumValues.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (value === undefined) throw new TypeError(`${type} has no value ${name}`);
  return value;
}

/** Fields are own properties, and no constructor runs. */
function shallowCopy<T extends ApexObject>(instance: T): T {
  return Object.assign(Object.create(Object.getPrototypeOf(instance) as object) as T, instance);
}

/** The constructors that every exception has: none, message, cause, message and cause. */
function initialiseException(exception: ApexInstance, args: readonly unknown[]): void {
  if (!(exception instanceof ApexException)) {
    if (args.length > 0) throw new TypeError(`${exception.apexType.name} takes no arguments`);
    return;
  }
  for (const arg of args) {
    if (typeof arg === 'string') exception.message = arg;
    else if (arg instanceof ApexException) exception.cause = arg;
    else if (arg !== null) throw new TypeError(`an exception can not be made from ${typeof arg}`);
  }
}
