/**
 * Runs test methods on one org: every class starts from the org's setup data, every method from what the class's
 * @TestSetup methods left; nothing stays afterwards. Methods with `SeeAllData=true` see the rest of the org's data too,
 * which in a new org is the standard price book.
 */
import { NotSupportedError } from '../runtime/machine/errors.ts';
import { failureOf, isUnsupported } from '../runtime/machine/failure.ts';
import type { CoveredLines } from '../runtime/machine/statements.ts';
import type { ClassDefinition, MethodDefinition } from '../runtime/machine/class-definition.ts';
import { execute } from '../runtime/platform/execution.ts';
import type { Outcome } from '../runtime/platform/execution.ts';
import { TestState } from '../runtime/platform/test-state.ts';
import type { ApexTestResult } from './apex-tests.ts';
import type { OrgRuntime } from './org-runtime.ts';
import type { OrgData, TestClassRequest } from './test-worker-protocol.ts';

export class TestOrg {
  readonly #runtime: OrgRuntime;
  readonly #userId: string;
  readonly #orgData: OrgData;
  /** Lines that ran outside of test methods: in @TestSetup methods, and while classes were loaded. */
  readonly coveredOutside: CoveredLines[] = [];

  constructor(runtime: OrgRuntime, userId: string, orgData: OrgData) {
    this.#runtime = runtime;
    this.#userId = userId;
    this.#orgData = orgData;
  }

  runClass({ className, methods }: TestClassRequest, onResult: (result: ApexTestResult) => void): void {
    const definition = this.#runtime.machine.findClass(className);
    if (definition === null) throw new Error(`there is no class ${className}`);
    this.#undone(() => {
      const setupFailure = this.#setUp(definition);
      for (const method of definition.methods.filter((each) => each.isTest && isWanted(each, methods))) {
        onResult(
          setupFailure === null
            ? this.#runMethod(definition, method)
            : { ...blank(definition, method), ...setupFailure }
        );
      }
    });
  }

  /** Takes away the data of the org, which tests do not see. */
  #hideData(): void {
    this.#runtime.store.run('DELETE FROM Pricebook2');
  }

  /** Runs `work` and takes back all its changes. */
  #undone<T>(work: () => T): T {
    const { store } = this.#runtime;
    const nested = store.inTransaction;
    const savepoint = store.setSavepoint();
    try {
      return work();
    } finally {
      if (store.isValid(savepoint)) {
        store.rollbackTo(savepoint);
        store.release(savepoint);
      }
      if (!nested) store.rollback();
    }
  }

  /** @TestSetup methods; when one fails, so does every test of the class. */
  #setUp(definition: ClassDefinition): Pick<ApexTestResult, 'outcome' | 'message' | 'stackTrace'> | null {
    for (const method of definition.methods) {
      if (!method.annotations.some(({ name }) => name === 'testsetup')) continue;
      this.#hideData();
      const outcome = this.#invoke(method);
      if (!outcome.ok) return failed(outcome.error);
    }
    return null;
  }

  #runMethod(definition: ClassDefinition, method: MethodDefinition): ApexTestResult {
    const { statements } = this.#runtime.machine;
    const seesAll = definition.apiVersion < SILO_VERSION || seesAllData(definition) || seesAllData(method);
    if (seesAll && this.#orgData === 'unreachable')
      return {
        ...blank(definition, method),
        ...failed(
          new NotSupportedError(
            "SeeAllData=true, or an API version before 24.0, on this org's data: tests run on a database of their own"
          )
        )
      };
    this.coveredOutside.push(...statements.takeCovered());
    const started = performance.now();
    const outcome = this.#undone(() => {
      if (!seesAll) this.#hideData();
      return this.#invoke(method, seesAll);
    });
    const { limitSets } = outcome.transaction;
    const result = {
      ...blank(definition, method),
      milliseconds: performance.now() - started,
      queries: limitSets.reduce((sum, limits) => sum + limits.used('queries'), 0),
      dmlStatements: limitSets.reduce((sum, limits) => sum + limits.used('dmlStatements'), 0),
      covered: statements.takeCovered()
    };
    return outcome.ok ? result : { ...result, ...failed(outcome.error) };
  }

  #invoke(method: MethodDefinition, seesAll = false): Outcome<unknown> {
    const { context } = this.#runtime;
    return execute({ org: context, kind: 'test', user: context.user(this.#userId), test: new TestState(seesAll) }, () =>
      method.invoke(null, [])
    );
  }
}

/** From this API version on tests do not see the org's data (Apex Developer Guide, "Isolation of Test Data from Organization Data"). */
const SILO_VERSION = 24;

/** On a class it holds for its methods, whatever they say (Apex Developer Guide, "Using the isTest(SeeAllData=true) Annotation"). */
function seesAllData({ annotations }: Pick<MethodDefinition, 'annotations'>): boolean {
  return annotations.some(({ name, values }) => name === 'istest' && values['seealldata']?.toLowerCase() === 'true');
}

function isWanted({ name }: MethodDefinition, methods: readonly string[] | null): boolean {
  return methods === null || methods.includes(name.toLowerCase());
}

function blank(definition: ClassDefinition, method: MethodDefinition): ApexTestResult {
  return {
    className: definition.name,
    method: method.name,
    outcome: 'Pass',
    message: null,
    stackTrace: null,
    milliseconds: 0,
    queries: 0,
    dmlStatements: 0,
    covered: []
  };
}

function failed(error: unknown): Pick<ApexTestResult, 'outcome' | 'message' | 'stackTrace'> {
  const failure = failureOf(error);
  // A fault of the local org itself is worth its own stack.
  const internal =
    failure.typeName === null && error instanceof Error && failure.text.startsWith('Internal error')
      ? `\n${error.stack ?? ''}`
      : '';
  const outcome = isUnsupported(error) ? 'Unsupported' : 'Fail';
  return { outcome, message: failure.text, stackTrace: failure.stackTrace + internal };
}
