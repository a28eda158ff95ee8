/** Compiles a Lightning web component as a deployment would: every script, template and style of the bundle. */
import { transformSync } from '@lwc/compiler';
import { textOf } from '../metadata/archive.ts';
import type { Component, ComponentProblem } from '../metadata/components.ts';

interface Place {
  readonly location?: { readonly line?: number; readonly column?: number } | undefined;
}

/** What is wrong with the bundle; empty when it compiles. Other types of component have nothing to check here. */
export function lightningProblems(component: Component): ComponentProblem[] {
  if (component.type !== 'LightningComponentBundle') return [];
  const { type, fullName } = component;
  const base = `lwc/${fullName}/${fullName}`;
  const problem = (fileName: string, text: string, place: Place = {}): ComponentProblem => ({
    type,
    fullName,
    fileName,
    problem: text,
    line: place.location?.line ?? null,
    column: place.location?.column ?? null
  });
  if (!component.files.has(`${base}.js-meta.xml`))
    return [
      problem(
        component.fileName,
        `Cannot find Lightning Component Bundle ${fullName}: ${fullName}.js-meta.xml is missing`
      )
    ];
  const problems: ComponentProblem[] = [];
  for (const [path, content] of component.files) {
    if (!/\.(?:js|html|css)$/.test(path) || path.includes('__tests__/')) continue;
    try {
      transformSync(textOf(content), path.split('/').at(-1)!, {
        name: fullName,
        namespace: 'c',
        enableDynamicComponents: true
      });
    } catch (error) {
      problems.push(problem(path, error instanceof Error ? error.message : String(error), error as Place));
    }
  }
  return problems;
}
