/** Component messages of a deployment. */
import type { Files } from '../metadata/archive.ts';
import type { Component, ComponentProblem } from '../metadata/components.ts';
import type { ComponentName } from '../metadata/layout.ts';
import type { Removal } from './plan.ts';
import { apiTime } from './result.ts';
import type { DeployMessage } from './result.ts';

interface Knowledge {
  readonly now: number;
  /** The component's files in the org; empty when it is new. */
  readonly before: (component: Component) => Files;
  /** '' for none. */
  readonly idOf: (name: ComponentName) => string;
}

function identified(id: string): { readonly id?: string } {
  return id === '' ? {} : { id };
}

export function successMessage(component: Component, { now, before, idOf }: Knowledge): DeployMessage {
  const files = before(component);
  return {
    changed: !sameFiles(files, component.files),
    componentType: component.type,
    created: files.size === 0,
    createdDate: apiTime(now),
    deleted: false,
    fileName: component.fileName,
    fullName: component.fullName,
    ...identified(idOf(component)),
    success: true
  };
}

/** Are they the same files with the same content? */
export function sameFiles(before: Files, after: Files): boolean {
  return (
    before.size === after.size &&
    [...after].every(([path, content]) => {
      const known = before.get(path);
      return known !== undefined && Buffer.compare(known, content) === 0;
    })
  );
}

export function failureMessage(problem: ComponentProblem, { now, idOf }: Knowledge): DeployMessage {
  return {
    changed: false,
    ...(problem.column === null ? {} : { columnNumber: problem.column }),
    componentType: problem.type,
    created: false,
    createdDate: apiTime(now),
    deleted: false,
    fileName: problem.fileName,
    fullName: problem.fullName,
    ...identified(idOf(problem)),
    ...(problem.line === null ? {} : { lineNumber: problem.line }),
    problem: problem.problem,
    problemType: 'Error',
    success: false
  };
}

/** @param ignoreWarnings null: the component was there, and is deleted; else: it was not, which is a warning */
export function removalMessage(
  { type, fullName, fileName }: Removal,
  { now, idOf }: Knowledge,
  ignoreWarnings: boolean | null
): DeployMessage {
  const base = { componentType: type, created: false, createdDate: apiTime(now), fileName };
  if (ignoreWarnings === null)
    return { ...base, changed: true, deleted: true, fullName, ...identified(idOf({ type, fullName })), success: true };
  return {
    ...base,
    changed: false,
    deleted: false,
    fullName,
    problem: `No ${type} named: ${fullName} found`,
    problemType: 'Warning',
    success: ignoreWarnings
  };
}

export function manifestMessage(now: number): DeployMessage {
  return {
    changed: true,
    componentType: '',
    created: false,
    createdDate: apiTime(now),
    deleted: false,
    fileName: 'package.xml',
    fullName: 'package.xml',
    success: true
  };
}
