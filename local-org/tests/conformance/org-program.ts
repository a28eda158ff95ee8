/** Apex text on an org in memory, with the whole platform: each call is a transaction of its own that leaves nothing behind. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompileError, compileOrg } from '../../jobs/compile-org.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { openRuntime } from '../../jobs/org-runtime.ts';
import type { OrgRuntime } from '../../jobs/org-runtime.ts';
import { FILES } from '../../metadata/tests/fixture.ts';
import { failureOf } from '../../runtime/machine/failure.ts';
import { execute } from '../../runtime/platform/execution.ts';
import { TestState } from '../../runtime/platform/test-state.ts';
import type { TransactionKind } from '../../runtime/platform/transaction.ts';
import { ADMIN_USER_ID, setUpOrg } from '../../store/index.ts';

/** Class names, or names of trigger files, to texts. */
export type Sources = Readonly<Record<string, string>>;

/** Noon UTC of a Thursday. */
export const NOW = Date.UTC(2026, 0, 15, 12);

const META =
  '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';

function compile(classes: Sources, files: Sources = {}): CompiledOrg {
  const root = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  try {
    const settings = JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '65.0' });
    const sources = Object.entries(classes).flatMap(([name, text]): Array<[string, string]> => {
      const file = name.endsWith('.trigger') ? `app/triggers/${name}` : `app/classes/${name}.cls`;
      const meta = name.endsWith('.trigger') ? META.replaceAll('ApexClass', 'ApexTrigger') : META;
      return [
        [file, text],
        [`${file}-meta.xml`, meta]
      ];
    });
    for (const [name, text] of [
      ['sfdx-project.json', settings] as const,
      ...Object.entries(FILES),
      ...sources,
      ...Object.entries(files)
    ]) {
      mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return compileOrg([root]);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The messages of sources that must not compile. */
export function problems(classes: Sources, files: Sources = {}): readonly string[] {
  try {
    compile(classes, files);
  } catch (error) {
    if (error instanceof CompileError) return error.problems.map(({ message }) => message);
    return [error instanceof Error ? error.message : String(error)];
  }
  return assert.fail('it compiled');
}

export interface OrgProgram {
  readonly runtime: OrgRuntime;
  /** What a static method of `Main` returns, or the text of what ended its transaction. */
  readonly run: (method: string, kind?: TransactionKind) => unknown;
}

/** @param files metadata by path, beside or instead of that of the fixture */
export function openProgram(classes: Sources, files: Sources = {}): OrgProgram {
  const compiled = compile(classes, files);
  const runtime = openRuntime({
    compiled,
    databaseFile: ':memory:',
    userId: ADMIN_USER_ID,
    clock: { now: () => NOW },
    hosts: {}
  });
  const { store, machine, context } = runtime;
  setUpOrg(store, compiled.projects);
  store.commit();
  const run = (method: string, kind: TransactionKind = 'test'): unknown => {
    const found = machine.findClass('Main')?.findMethod(method, 0);
    assert.ok(found, `Main.${method} exists`);
    try {
      // A test state keeps the transaction inside this one, which is rolled back.
      const outcome = execute({ org: context, kind, user: context.user(ADMIN_USER_ID), test: new TestState() }, () =>
        found.invoke(null, [])
      );
      return outcome.ok ? outcome.value : failureOf(outcome.error).text;
    } finally {
      store.rollback();
    }
  };
  return { runtime, run };
}
