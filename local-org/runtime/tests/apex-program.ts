/** Compiles Apex text and runs it with the core library on a platform in memory. */
import assert from 'node:assert/strict';
import { compileProject } from '../../apex/check.ts';
import { emitProgram } from '../../apex/emit/emit-program.ts';
import type { EmittedFile } from '../../apex/emit/emitted-file.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { OrgSchema } from '../../metadata/schema.ts';
import { buildSchema } from '../../metadata/build-schema.ts';
import { standardObjects } from '../../metadata/standard-objects.ts';
import { coreLibrary } from '../library/index.ts';
import { failureOf } from '../machine/failure.ts';
import type { Failure } from '../machine/failure.ts';
import { createMachine } from '../machine/machine.ts';
import type { Machine } from '../machine/machine.ts';
import { FakePlatform } from '../machine/tests/fake-platform.ts';

let schema: OrgSchema | null = null;

/** Types that the core library leaves to the platform, added by tests that need them. */
export type ExtraTypes = readonly LibraryType[];

export interface RunningProgram {
  readonly machine: Machine;
  readonly platform: FakePlatform;
  /** Calls a static method of that name. */
  call(className: string, method: string, ...args: readonly unknown[]): unknown;
  /** The failure of a call that has to fail. */
  failure(className: string, method: string, ...args: readonly unknown[]): Failure;
}

/** Compiles; problems fail the test. Keys are class names. */
export function compile(classes: Readonly<Record<string, string>>, extra: ExtraTypes = []): EmittedFile[] {
  schema ??= buildSchema(standardObjects(), []);
  const files = Object.entries(classes).map(([name, text]) => ({ path: `classes/${name}.cls`, text, apiVersion: 65 }));
  const result = compileProject({
    files,
    catalog: { types: [...coreLibrary, ...extra] },
    schema,
    labels: new Map([['Greeting', 'Hello']])
  });
  if ('problems' in result)
    assert.fail(
      result.problems
        .map((problem) => `${problem.path}:${problem.line}:${problem.column} ${problem.message}`)
        .join('\n')
    );
  // Through JSON, as on its way to a worker.
  return JSON.parse(JSON.stringify(emitProgram(result.program))) as EmittedFile[];
}

export function runs(classes: Readonly<Record<string, string>>, extra: ExtraTypes = []): RunningProgram {
  const files = compile(classes, extra);
  const platform = new FakePlatform();
  const machine = createMachine({
    files,
    catalog: { types: [...coreLibrary, ...extra] },
    objects: [...schema!.objects.values()].map((object) => object.apiName),
    hooks: platform
  });
  const call = (className: string, method: string, ...args: readonly unknown[]): unknown => {
    const found = machine.findClass(className)?.findMethod(method, args.length);
    assert.ok(found, `${className}.${method} exists`);
    return found.invoke(null, args);
  };
  const failure = (className: string, method: string, ...args: readonly unknown[]): Failure => {
    try {
      call(className, method, ...args);
    } catch (error) {
      return failureOf(error);
    }
    return assert.fail(`${className}.${method} should have failed`);
  };
  return { machine, platform, call, failure };
}

/** The value of an expression after some statements. */
export function evaluate(
  type: string,
  expression: string,
  statements = '',
  classes: Readonly<Record<string, string>> = {}
): unknown {
  return runs({
    ...classes,
    Main: `public class Main { public static ${type} run() { ${statements} return ${expression}; } }`
  }).call('Main', 'run');
}

/** The failure of some statements. */
export function failure(statements: string, classes: Readonly<Record<string, string>> = {}): Failure {
  return runs({ ...classes, Main: `public class Main { public static void run() { ${statements} } }` }).failure(
    'Main',
    'run'
  );
}
