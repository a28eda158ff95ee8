/** ClassDefinition over the emitted reflection data. */
import type { EmittedClass, EmittedField, EmittedMethod } from '../../apex/emit/emitted-file.ts';
import type { ApexInstance } from './apex-object.ts';
import type { ClassDefinition, FieldDefinition, MethodDefinition } from './class-definition.ts';
import { apexException } from './errors.ts';
import type { StaticsHolder } from './statics.ts';
import type { RuntimeType, TypeRegistry } from './runtime-type.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** The emitted JavaScript class, its static methods included. */
export type EmittedConstructor = (new () => ApexInstance) & Readonly<Record<string, unknown>>;

/** How reflection reaches running code; supplied by the class table. */
export interface ClassAccess {
  readonly registry: TypeRegistry;
  load(name: string): EmittedConstructor;
  statics(name: string): StaticsHolder;
}

export function defineClass(data: EmittedClass, path: string, access: ClassAccess): ClassDefinition {
  return new EmittedDefinition(data, path, access);
}

class EmittedDefinition implements ClassDefinition {
  readonly path: string;
  readonly #data: EmittedClass;
  readonly #access: ClassAccess;
  #fields: readonly FieldDefinition[] | null = null;
  #methods: readonly MethodDefinition[] | null = null;
  #implementations: ReadonlyMap<string, string> | null = null;

  constructor(data: EmittedClass, path: string, access: ClassAccess) {
    this.#data = data;
    this.path = path;
    this.#access = access;
  }

  get name(): string {
    return this.#data.name;
  }
  get simpleName(): string {
    return this.#data.simpleName;
  }
  get namespace(): string {
    return this.#data.namespace;
  }
  get kind(): ClassDefinition['kind'] {
    return this.#data.kind;
  }
  get isAbstract(): boolean {
    return this.#data.isAbstract;
  }
  get isTest(): boolean {
    return this.#data.isTest;
  }
  get visibility(): ClassDefinition['visibility'] {
    return this.#data.visibility;
  }
  get sharing(): ClassDefinition['sharing'] {
    return this.#data.sharing;
  }
  get apiVersion(): number {
    return this.#data.apiVersion;
  }
  get annotations(): ClassDefinition['annotations'] {
    return this.#data.annotations;
  }
  get enumValueNames(): readonly string[] {
    return this.#data.enumValues;
  }
  get type(): RuntimeType {
    return this.#type(this.#data.name);
  }
  get outer(): RuntimeType | null {
    return this.#data.outer === null ? null : this.#type(this.#data.outer);
  }
  get superclass(): RuntimeType | null {
    return this.#data.superclass === null ? null : this.#type(this.#data.superclass);
  }
  get interfaces(): readonly RuntimeType[] {
    return this.#data.interfaces.map((name) => this.#type(name));
  }

  get fields(): readonly FieldDefinition[] {
    return (this.#fields ??= this.#data.fields.map(
      (field) => new EmittedFieldDefinition(field, this.#data.name, this.#access)
    ));
  }

  get allFields(): readonly FieldDefinition[] {
    return [...(this.superclass?.definition?.allFields ?? []), ...this.fields];
  }

  get methods(): readonly MethodDefinition[] {
    return (this.#methods ??= this.#data.methods.map(
      (method) => new EmittedMethodDefinition(method, this.#data.name, this.#access)
    ));
  }

  findMethod(name: string, arity: number): MethodDefinition | null {
    const wanted = name.toLowerCase();
    return (
      this.methods.find((method) => method.name.toLowerCase() === wanted && method.parameters.length === arity) ??
      this.superclass?.definition?.findMethod(name, arity) ??
      null
    );
  }

  callStatic(key: string, args: readonly unknown[]): unknown {
    return call(this.#access.load(this.name), key, args);
  }

  get implementations(): ReadonlyMap<string, string> {
    return (this.#implementations ??= new Map([
      ...(this.superclass?.definition?.implementations ?? []),
      ...this.#data.implementations
    ]));
  }

  get hasDefaultConstructor(): boolean {
    return this.#data.defaultConstructor !== null && !this.isAbstract;
  }

  construct(): ApexInstance {
    const { defaultConstructor } = this.#data;
    if (defaultConstructor === null || this.isAbstract) {
      throw apexException('TypeException', `Class ${this.name} must define a default no-arg constructor`);
    }
    const instance = this.allocate();
    call(instance, defaultConstructor, []);
    return instance;
  }

  allocate(): ApexInstance {
    return new (this.#access.load(this.name))();
  }

  #type(name: string): RuntimeType {
    return this.#access.registry.get(name);
  }
}

function call(receiver: object, key: string, args: readonly unknown[]): unknown {
  const method = (receiver as Readonly<Record<string, AnyFunction | undefined>>)[key];
  if (method === undefined) throw new TypeError(`emitted function ${key} is missing`);
  return method.apply(receiver, [...args]) ?? null;
}

class EmittedFieldDefinition implements FieldDefinition {
  readonly #data: EmittedField;
  readonly #owner: string;
  readonly #access: ClassAccess;

  constructor(data: EmittedField, owner: string, access: ClassAccess) {
    this.#data = data;
    this.#owner = owner;
    this.#access = access;
  }

  get name(): string {
    return this.#data.name;
  }
  get type(): RuntimeType {
    return this.#access.registry.get(this.#data.type);
  }
  get isStatic(): boolean {
    return this.#data.isStatic;
  }
  get isTransient(): boolean {
    return this.#data.isTransient;
  }
  get isFinal(): boolean {
    return this.#data.isFinal;
  }
  get isProperty(): boolean {
    return this.#data.isProperty;
  }
  get hasGetter(): boolean {
    return this.#data.hasGetter;
  }
  get hasSetter(): boolean {
    return this.#data.hasSetter;
  }
  get visibility(): FieldDefinition['visibility'] {
    return this.#data.visibility;
  }
  get annotations(): FieldDefinition['annotations'] {
    return this.#data.annotations;
  }

  get(instance: ApexInstance | null): unknown {
    const { getter, key } = this.#data;
    return getter === null ? this.#storage(instance)[key] : call(this.#receiver(instance), getter, []);
  }

  set(instance: ApexInstance | null, value: unknown): void {
    const { setter, key } = this.#data;
    if (setter === null) this.#storage(instance)[key] = value;
    else call(this.#receiver(instance), setter, [value]);
  }

  getStored(instance: ApexInstance): unknown {
    return this.#storage(instance)[this.#data.key];
  }

  setStored(instance: ApexInstance, value: unknown): void {
    this.#storage(instance)[this.#data.key] = value;
  }

  #storage(instance: ApexInstance | null): Record<string, unknown> {
    if (this.isStatic) return this.#access.statics(this.#owner);
    return this.#receiver(instance) as Record<string, unknown>;
  }

  #receiver(instance: ApexInstance | null): object {
    if (this.isStatic) return this.#access.load(this.#owner);
    if (instance === null) throw new TypeError(`${this.#owner}.${this.name} is not static`);
    return instance;
  }
}

class EmittedMethodDefinition implements MethodDefinition {
  readonly #data: EmittedMethod;
  readonly #owner: string;
  readonly #access: ClassAccess;

  constructor(data: EmittedMethod, owner: string, access: ClassAccess) {
    this.#data = data;
    this.#owner = owner;
    this.#access = access;
  }

  get key(): string {
    return this.#data.key;
  }
  get name(): string {
    return this.#data.name;
  }
  get isStatic(): boolean {
    return this.#data.isStatic;
  }
  get isAbstract(): boolean {
    return this.#data.isAbstract;
  }
  get isTest(): boolean {
    return this.#data.isTest;
  }
  get visibility(): MethodDefinition['visibility'] {
    return this.#data.visibility;
  }
  get annotations(): MethodDefinition['annotations'] {
    return this.#data.annotations;
  }
  get returnType(): RuntimeType | null {
    return this.#data.returnType === null ? null : this.#access.registry.get(this.#data.returnType);
  }

  get parameters(): MethodDefinition['parameters'] {
    return this.#data.parameters.map(({ name, type }) => ({ name, type: this.#access.registry.get(type) }));
  }

  invoke(instance: ApexInstance | null, args: readonly unknown[]): unknown {
    if (this.isStatic) return call(this.#access.load(this.#owner), this.#data.key, args);
    if (instance === null) throw new TypeError(`${this.#owner}.${this.name} is not static`);
    return call(instance, this.#data.key, args);
  }
}
