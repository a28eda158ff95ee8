/** What the runtime may ask about a project class: JSON, Type.newInstance, test runner, @AuraEnabled calls, job state. */
import type { Sharing, Visibility } from '../../apex/symbols.ts';
import type { ApexInstance } from './apex-object.ts';
import type { RuntimeType } from './runtime-type.ts';

export interface AnnotationData {
  /** Lower case, without `@`. */
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

interface MemberDefinition {
  readonly name: string;
  readonly isStatic: boolean;
  readonly visibility: Visibility;
  readonly annotations: readonly AnnotationData[];
}

export interface FieldDefinition extends MemberDefinition {
  readonly type: RuntimeType;
  readonly isTransient: boolean;
  readonly isFinal: boolean;
  /** A property whose accessors are written out computes its value; it has no storage to serialise. */
  readonly isProperty: boolean;
  readonly hasGetter: boolean;
  readonly hasSetter: boolean;
  /** Through the getter, if there is one. `instance` is null for statics. */
  get(instance: ApexInstance | null): unknown;
  /** Through the setter, if there is one. */
  set(instance: ApexInstance | null, value: unknown): void;
  /** The stored value, past the accessors: for job state. Instance fields only. */
  getStored(instance: ApexInstance): unknown;
  setStored(instance: ApexInstance, value: unknown): void;
}

export interface MethodDefinition extends MemberDefinition {
  /** Emitted name; the same for a method and what overrides it. */
  readonly key: string;
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly type: RuntimeType }>;
  /** Null: void. */
  readonly returnType: RuntimeType | null;
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  /** Values must already have the parameter types. */
  invoke(instance: ApexInstance | null, args: readonly unknown[]): unknown;
}

export interface ClassDefinition {
  readonly type: RuntimeType;
  /** `Outer.Inner`; `acme.Outer.Inner` in a package with a namespace. */
  readonly name: string;
  readonly simpleName: string;
  /** '' for none. */
  readonly namespace: string;
  readonly outer: RuntimeType | null;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly path: string;
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  readonly visibility: Visibility;
  readonly sharing: Sharing;
  readonly apiVersion: number;
  readonly annotations: readonly AnnotationData[];
  /** A project class or an exception of the library. */
  readonly superclass: RuntimeType | null;
  /** Declared ones only, not the inherited. */
  readonly interfaces: readonly RuntimeType[];
  /** Own ones in declaration order; `allFields` starts with the topmost ancestor's. */
  readonly fields: readonly FieldDefinition[];
  readonly allFields: readonly FieldDefinition[];
  readonly methods: readonly MethodDefinition[];
  /** Own or inherited, any visibility, by name and number of parameters; null: none. */
  findMethod(name: string, arity: number): MethodDefinition | null;
  /** Calls the emitted static function of that name: bodies of `@future` methods. */
  callStatic(key: string, args: readonly unknown[]): unknown;
  /** Of an enum, in order; the values themselves: `type.enumValues`. */
  readonly enumValueNames: readonly string[];
  /** Library interface member key -> emitted method name, inherited ones included. */
  readonly implementations: ReadonlyMap<string, string>;
  /** Has a constructor without parameters? */
  readonly hasDefaultConstructor: boolean;
  /** Runs the constructor without parameters. @throws System.TypeException when there is none or the class is abstract */
  construct(): ApexInstance;
  /** An instance whose constructors have not run: all fields null. For deserialising. */
  allocate(): ApexInstance;
}
