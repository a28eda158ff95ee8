/** Which tests of a compiled org a run is about. */
import path from 'node:path';
import { levenshtein } from '../runtime/library/string-search.ts';
import type { CompiledOrg } from './compile-org.ts';
import type { TestClassRequest } from './test-worker-protocol.ts';

export class UnknownTestInputError extends Error {
  override readonly name = 'UnknownTestInputError';
}

/** Test classes that were left out as a whole, by path. */
export function testsLeftOut({ projects, leftOutFiles }: CompiledOrg): string[] {
  const left = new Set(leftOutFiles);
  return projects.flatMap(({ classes }) =>
    classes.filter(({ path, text }) => left.has(path) && /@istest\b/i.test(text)).map(({ path }) => path)
  );
}

/** Names of the top-level classes that hold tests. */
export function testClasses(compiled: CompiledOrg): string[] {
  return compiled.files
    .flatMap((file) =>
      file.classes.filter((each) => each.isTest && each.outer === null && each.methods.some((method) => method.isTest))
    )
    .map((each) => each.name);
}

const MOST_SUGGESTIONS = 3;

/** What the name may have meant: the test classes that are spelled most alike, or why that class cannot run. */
function unknownClass(name: string, compiled: CompiledOrg, all: readonly string[]): string {
  const lower = name.toLowerCase();
  if (testsLeftOut(compiled).some((file) => path.basename(file, '.cls').toLowerCase() === lower))
    return `the test class ${name} cannot run here, because it needs something that the local org does not know; npm run org -- check says what`;
  if (compiled.files.some(({ classes }) => classes.some((each) => each.name.toLowerCase() === lower)))
    return `the class ${name} has no test methods`;
  const closest = all
    .map((each) => ({ each, distance: levenshtein(each.toLowerCase(), lower) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_SUGGESTIONS);
  const hint = closest.length === 0 ? 'there is none' : `did you mean ${closest.map(({ each }) => each).join(', ')}?`;
  return `there is no test class ${name}; ${hint}`;
}

/**
 * The test classes of the names, each once, in the order given; `Foo.bar` is one method of a class.
 * @param names undefined: all
 * @throws UnknownTestInputError
 */
export function chosenClasses(compiled: CompiledOrg, names: readonly string[] | undefined): TestClassRequest[] {
  const all = testClasses(compiled);
  if (names === undefined) return all.map((className) => ({ className, methods: null }));
  const chosen = new Map<string, string[] | null>();
  for (const name of names) {
    const whole = all.find((each) => each.toLowerCase() === name.toLowerCase());
    if (whole !== undefined) {
      chosen.set(whole, null);
      continue;
    }
    const dot = name.lastIndexOf('.');
    const className = all.find((each) => each.toLowerCase() === name.slice(0, Math.max(dot, 0)).toLowerCase());
    if (className === undefined)
      throw new UnknownTestInputError(unknownClass(dot > 0 ? name.slice(0, dot) : name, compiled, all));
    const method = requireMethod(compiled, className, name.slice(dot + 1));
    const methods = chosen.get(className);
    if (methods !== null) chosen.set(className, [...(methods ?? []), method]);
  }
  return [...chosen].map(([className, methods]) => ({ className, methods }));
}

/** In lower case. */
function requireMethod({ files }: CompiledOrg, className: string, method: string): string {
  const methods = files
    .flatMap(({ classes }) => classes)
    .find(({ name }) => name === className)!
    .methods.filter(({ isTest }) => isTest)
    .map(({ name }) => name);
  if (methods.some((name) => name.toLowerCase() === method.toLowerCase())) return method.toLowerCase();
  throw new UnknownTestInputError(`the class ${className} has no test method ${method}; it has ${methods.join(', ')}`);
}

/** @throws UnknownTestInputError */
export function chosenPermissionSets({ projects }: CompiledOrg, names: readonly string[]): string[] {
  const all = projects.flatMap(({ permissionSets }) => permissionSets.map(({ name }) => name));
  return names.map((name) => {
    const found = all.find((each) => each.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      throw new UnknownTestInputError(`the project has no permission set ${name}; it has ${all.join(', ') || 'none'}`);
    return found;
  });
}
