/** What a project declares: classes with their members, as resolved by the checker and read by emitter and runtime. */
import type { ApexType, Position } from './types.ts';
import type { Expression, Statement } from './tree.ts';

export type Visibility = 'private' | 'protected' | 'public' | 'global';
export type Sharing = 'with' | 'without' | 'inherited' | 'none';

export interface Annotation {
  /** Lower case, without `@`: `auraenabled`, `testvisible`, `istest`. */
  readonly name: string;
  /** By lower-case name; a text without a name is `value`. Of two with the same name the last one counts. */
  readonly properties: ReadonlyMap<string, AnnotationProperty>;
  readonly position: Position;
}

export interface AnnotationProperty {
  /** As written. */
  readonly name: string;
  /** Of a text without its quotes. */
  readonly value: string;
  /** Is the value in quotes? */
  readonly isText: boolean;
  readonly position: Position;
}

export interface SourceFile {
  /** Relative to the project root: `force-app/main/foundation/classes/Clock.cls`. */
  readonly path: string;
  readonly text: string;
  /** Of the package that it belongs to; '' for none. */
  readonly namespace: string;
  /** Index of this file in the program; emitted statement hooks name it. */
  readonly index: number;
}

/** What the file declares under `name`, as everything else has to call it. */
export function inNamespace({ namespace }: SourceFile, name: string): string {
  return namespace === '' ? name : `${namespace}.${name}`;
}

export interface ClassSymbol {
  /** Declared simple name. */
  readonly name: string;
  /** `Outer.Inner`; `acme.Outer.Inner` in a package with a namespace. */
  readonly qualifiedName: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly file: SourceFile;
  readonly position: Position;
  readonly outer: ClassSymbol | null;
  readonly inner: ClassSymbol[];
  readonly visibility: Visibility;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly sharing: Sharing;
  readonly annotations: readonly Annotation[];
  readonly isTest: boolean;
  /** API version from the -meta.xml. */
  readonly apiVersion: number;
  /** Resolved by the checker; null for none. A class may extend a library class (an exception). */
  superclass: ApexType | null;
  interfaces: ApexType[];
  fields: FieldSymbol[];
  methods: MethodSymbol[];
  constructors: MethodSymbol[];
  enumValues: string[];
  /** Initialiser blocks and field initialisers in textual order. */
  staticInitialisers: Initialiser[];
  instanceInitialisers: Initialiser[];
  /**
   * For every library interface member this class (or an ancestor) implements: library member key -> method.
   * The runtime calls `Queueable.execute` and its like through this map.
   */
  implementations: Map<string, MethodSymbol>;
  /** Methods of the project's interfaces that one with wider parameters implements, and private ones that are overridden. */
  bridges: Array<{ readonly contract: MethodSymbol; readonly method: MethodSymbol }>;
}

export type Initialiser =
  | { readonly kind: 'field'; readonly field: FieldSymbol; readonly value: Expression; readonly position: Position }
  | { readonly kind: 'block'; readonly body: Statement };

export interface FieldSymbol {
  readonly name: string;
  readonly owner: ClassSymbol;
  readonly type: ApexType;
  readonly position: Position;
  readonly visibility: Visibility;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isTransient: boolean;
  readonly annotations: readonly Annotation[];
  /** A property with accessors; `null` for a plain field. */
  readonly property: PropertySymbol | null;
}

export interface PropertySymbol {
  /** `null`: no such accessor. A body of `null`: automatic, uses the backing field. */
  readonly getter: { readonly visibility: Visibility; body: Statement | null; readonly position: Position } | null;
  /** `parameter` is the implicit `value`. */
  readonly setter: {
    readonly visibility: Visibility;
    body: Statement | null;
    readonly position: Position;
    readonly parameter: LocalSymbol;
  } | null;
}

export interface MethodSymbol {
  /** `<init>` for constructors. */
  readonly name: string;
  readonly owner: ClassSymbol;
  readonly parameters: readonly LocalSymbol[];
  /** void for constructors. */
  readonly returnType: ApexType;
  readonly position: Position;
  readonly visibility: Visibility;
  /** Does the source name it? Abstract methods that did not say so were implemented without `override`. */
  readonly saysVisibility: boolean;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isOverride: boolean;
  readonly isTest: boolean;
  /** By the keyword `webservice`. */
  readonly isWebService: boolean;
  /** By the keyword `testMethod`, which stands for `@IsTest`. */
  readonly isTestMethod: boolean;
  readonly annotations: readonly Annotation[];
  /** Unique within the class and stable across overrides: lower-case name plus parameter types. */
  readonly mangledName: string;
  /** Is it declared in words of its own? Not what stands outside of any class, in a trigger. */
  readonly hasHead: boolean;
  /** Null for abstract and interface methods. */
  body: Statement | null;
}

export interface LocalSymbol {
  readonly name: string;
  readonly type: ApexType;
  readonly isFinal: boolean;
  readonly position: Position;
  /** Unique within the method, so that emitted names never clash. */
  readonly index: number;
}

/** The outcome of checking: a program when there are no errors, and all errors, sorted by file and position, otherwise. */
export interface CheckedProgram {
  readonly files: readonly SourceFile[];
  /** Top-level and inner classes, supertypes before subtypes; each trigger as a class with one static method. */
  readonly classes: readonly ClassSymbol[];
  readonly triggers: readonly TriggerSymbol[];
}

/** A trigger: `body` is a class that nothing can name, whose static method `run` holds the statements. */
export interface TriggerSymbol {
  readonly body: ClassSymbol;
  /** API name of the object. */
  readonly objectName: string;
  /** `before insert`. */
  readonly events: readonly string[];
}

export interface CompileProblem {
  readonly path: string;
  readonly line: number;
  /** One-based when printed. */
  readonly column: number;
  /** `error`: Salesforce refuses it too. `unsupported`: the local org does not know it and therefore cannot judge. */
  readonly kind: 'error' | 'unsupported';
  /** As Salesforce's compiler words it where its wording is known; `not supported by the local org: …` otherwise. */
  readonly message: string;
}
