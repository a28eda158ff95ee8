/** Anonymous Apex: compiles a block against the org's classes, and runs it in a worker as one transaction. */
import { ANONYMOUS_BLOCK, checkAnonymous } from '../apex/anonymous.ts';
import { declareProject } from '../apex/check.ts';
import type { DeclaredProject } from '../apex/check.ts';
import { emitProgram } from '../apex/emit/emit-program.ts';
import type { EmittedFile } from '../apex/emit/emitted-file.ts';
import type { OrgSchema } from '../metadata/schema.ts';
import { failureOf } from '../runtime/machine/failure.ts';
import { execute } from '../runtime/platform/execution.ts';
import { projectInput } from './compile-org.ts';
import type { CompiledOrg } from './compile-org.ts';
import { debugLog } from './debug-log.ts';
import type { OrgRuntime } from './org-runtime.ts';

/** As the API's executeAnonymous tells it. Lines and columns count from one. */
export type AnonymousResult =
  | { readonly compiled: false; readonly problem: string; readonly line: number; readonly column: number }
  | {
      readonly compiled: true;
      /** `System.MathException: Divide by 0`; null when the block ended well and was committed. */
      readonly exceptionMessage: string | null;
      readonly exceptionStackTrace: string | null;
      /** The text of the debug log, with what `System.debug` wrote at level DEBUG or above. */
      readonly debugLog: string;
    };

/** That of API 65.0, the platform's own when no version is named. */
const API_VERSION = 65;

/** Compiles blocks one after the other; the classes of the org are read once, at the first. */
export class AnonymousCompiler {
  readonly #compiled: CompiledOrg;
  #project: DeclaredProject | null = null;

  constructor(compiled: CompiledOrg) {
    this.#compiled = compiled;
  }

  /**
   * The file that is to run beside those of the org, or the first problem.
   * @param visible the objects and fields that the block's user may see: others do not exist for it (Apex Developer
   * Guide, "Anonymous Blocks": anonymous Apex "always executes using the full permissions of the current user")
   */
  compile(source: string, visible: OrgSchema): EmittedFile | Extract<AnonymousResult, { readonly compiled: false }> {
    this.#project ??= declareProject(projectInput(this.#compiled));
    const result = checkAnonymous(this.#project, source, API_VERSION, visible);
    if ('program' in result) return emitProgram(result.program)[0]!;
    const [first] = [...result.problems].sort((a, b) => a.line - b.line || a.column - b.column);
    return { compiled: false, problem: first!.message, line: first!.line, column: first!.column };
  }
}

/**
 * Runs the block that the program was compiled with, as the user. Users without Modify All Data are refused: what they
 * may do in a block depends on Author Apex, which is not emulated.
 */
export function runAnonymous(runtime: OrgRuntime, userId: string, source: string): AnonymousResult {
  const { context, machine } = runtime;
  const definition = machine.findClass(ANONYMOUS_BLOCK)!;
  const user = context.user(userId);
  context.forgetUsers();
  if (!context.userAccess(userId).allObjects) {
    const problem = 'not supported by the local org: anonymous Apex of a user without Modify All Data';
    return { compiled: false, problem, line: 1, column: 1 };
  }
  const startedAt = context.clock.now();
  const outcome = execute({ org: context, kind: 'anonymous', user, tracesDebug: true }, () =>
    definition.findMethod('run', 0)!.invoke(null, [])
  );
  const failure = outcome.ok ? null : failureOf(outcome.error);
  return {
    compiled: true,
    exceptionMessage: failure?.text ?? null,
    exceptionStackTrace: failure?.stackTrace ?? null,
    debugLog: debugLog({ source, transaction: outcome.transaction, user, startedAt, failure })
  };
}
