/**
 * What compiling leaves behind: plain data (JSON), so that it can be cached on disk and handed to workers, which run it
 * without checking again.
 */
import type { EncodedSourceMap } from '@jridgewell/gen-mapping';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { Sharing, Visibility } from '../symbols.ts';

export interface EmittedFile {
  /** Project path; the file name of the script. */
  readonly path: string;
  /** '' for none. */
  readonly namespace: string;
  /** Code of a managed package does not show in stack traces where the package is installed. */
  readonly hidden: boolean;
  /** A function expression that takes the machine and defines the file's classes. */
  readonly code: string;
  /** Segments name the Apex frame (`Class.Foo.bar`). */
  readonly map: EncodedSourceMap;
  /** Line of each statement hook; coverage counts by this index. */
  readonly hookLines: readonly number[];
  readonly queries: readonly CheckedQuery[];
  /** The top-level class first, then its inner ones. */
  readonly classes: readonly EmittedClass[];
  /** Of a trigger file, whose class has one static method without parameters. */
  readonly trigger: { readonly objectName: string; readonly events: readonly string[] } | null;
}

export interface EmittedAnnotation {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Types are written as names that the run-time type registry reads. */
export interface EmittedClass {
  readonly name: string;
  readonly simpleName: string;
  /** '' for none; otherwise `name` begins with it. */
  readonly namespace: string;
  readonly outer: string | null;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly visibility: Visibility;
  readonly sharing: Sharing;
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  readonly apiVersion: number;
  readonly annotations: readonly EmittedAnnotation[];
  readonly superclass: string | null;
  readonly interfaces: readonly string[];
  readonly enumValues: readonly string[];
  readonly fields: readonly EmittedField[];
  readonly methods: readonly EmittedMethod[];
  /** Emitted name of the constructor without parameters; null: none. */
  readonly defaultConstructor: string | null;
  /** Library interface member key -> emitted method name. */
  readonly implementations: ReadonlyArray<readonly [key: string, method: string]>;
}

export interface EmittedField {
  readonly name: string;
  /** Property of the instance, or of the class's statics, that stores the value. */
  readonly key: string;
  readonly type: string;
  readonly visibility: Visibility;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isTransient: boolean;
  readonly annotations: readonly EmittedAnnotation[];
  readonly isProperty: boolean;
  readonly hasGetter: boolean;
  readonly hasSetter: boolean;
  /** Emitted accessor; null: the value is read and written directly. */
  readonly getter: string | null;
  readonly setter: string | null;
}

export interface EmittedMethod {
  readonly name: string;
  /** Property name of the function: on the prototype, or on the class for statics. */
  readonly key: string;
  readonly visibility: Visibility;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  readonly annotations: readonly EmittedAnnotation[];
  /** Null: void. */
  readonly returnType: string | null;
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}
