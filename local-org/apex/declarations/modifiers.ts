/** Modifiers and annotations of one declaration. */
import type { AnnotationContext, ElementValueContext, ModifierContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import type { ProblemLog } from '../problems.ts';
import type { Annotation, Sharing, SourceFile, Visibility } from '../symbols.ts';
import type { Position } from '../types.ts';
import { annotationName } from './modifier-rules.ts';

export interface Modifiers {
  /** Null when the source names none. */
  readonly visibility: Visibility | null;
  readonly sharing: Sharing;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isOverride: boolean;
  readonly isFinal: boolean;
  readonly isTransient: boolean;
  readonly isTestMethod: boolean;
  readonly annotations: readonly Annotation[];
  /** Modifiers and annotations that exist, in the order of the source, as messages call them: `public`, `withSharing`, `IsTest`. */
  readonly names: readonly string[];
}

const VISIBILITIES: ReadonlySet<string> = new Set(['private', 'protected', 'public', 'global']);

/** Modifiers that messages do not write in lower case. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['webservice', 'webService'],
  ['testmethod', 'testMethod'],
  ['withsharing', 'withSharing'],
  ['withoutsharing', 'withoutSharing'],
  ['inheritedsharing', 'inheritedSharing']
]);

/**
 * Reads the modifiers of a declaration; doubles and clashing scopes become problems.
 *
 * @param place where the platform shows them: at the declared name; without one, at the modifier itself
 */
export function readModifiers(
  contexts: readonly ModifierContext[],
  file: SourceFile,
  log: ProblemLog,
  place?: Position
): Modifiers {
  const names: string[] = [];
  const annotations: Annotation[] = [];
  let visibility: Visibility | null = null;
  let sharing: Sharing = 'none';
  for (const context of contexts) {
    const position = place ?? positionOf(context);
    const annotation = context.annotation();
    const read = annotation ? readAnnotation(annotation) : null;
    const lower = context.getText().toLowerCase();
    const name = read === null ? (SPELLINGS.get(lower) ?? lower) : annotationName(read.name);
    if (read !== null) {
      // Properties of an annotation stand side by side, with nothing between them.
      if ((annotation.elementValuePairs()?.COMMA_list().length ?? 0) > 0)
        log.report(file, positionOf(context), "Unexpected token '@'.");
      // The platform's grammar takes one text there, or properties.
      if (annotation.elementValue() && !annotation.elementValue().getText().startsWith("'"))
        log.report(file, positionOf(context), "Unexpected token '@'.");
      annotations.push(read);
    }
    if (name === null) continue;
    if (names.includes(name)) log.report(file, position, `Duplicate modifier: ${name}`);
    names.push(name);
    if (name.endsWith('Sharing')) sharing = lower.slice(0, -'sharing'.length) as Sharing;
    if (name === 'webService') log.report(file, position, 'not supported by the local org: webservice');
    if (!VISIBILITIES.has(name)) continue;
    // `protected` beside another scope is taken.
    if (
      names.some((other) => other !== name && VISIBILITIES.has(other) && other !== 'protected' && name !== 'protected')
    )
      log.report(file, position, 'Declarations can only have one scope');
    visibility = name as Visibility;
  }
  const has = (name: string): boolean => names.includes(name);
  return {
    visibility,
    sharing,
    annotations,
    names,
    isStatic: has('static'),
    isAbstract: has('abstract'),
    isVirtual: has('virtual'),
    isOverride: has('override'),
    isFinal: has('final'),
    isTransient: has('transient'),
    isTestMethod: has('testMethod')
  };
}

function readAnnotation(context: AnnotationContext): Annotation {
  const values: Record<string, string> = {};
  for (const pair of context.elementValuePairs()?.elementValuePair_list() ?? []) {
    values[pair.id().getText().toLowerCase()] = valueOf(pair.elementValue());
  }
  const bare = context.elementValue();
  if (bare) values['value'] = valueOf(bare);
  return { name: context.id().getText().toLowerCase(), values, position: positionOf(context) };
}

function valueOf(context: ElementValueContext): string {
  const text = context.getText();
  return text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1) : text;
}

export function annotationNamed(annotations: readonly Annotation[], name: string): Annotation | null {
  return annotations.find((annotation) => annotation.name === name) ?? null;
}
