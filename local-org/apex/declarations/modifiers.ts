/** Modifiers and annotations of one declaration. */
import type { AnnotationContext, ElementValueContext, ModifierContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import type { ProblemLog } from '../problems.ts';
import type { Annotation, Sharing, SourceFile, Visibility } from '../symbols.ts';
import type { Position } from '../types.ts';

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
  /** The words in the order of the source, lower case, sharing aside. */
  readonly words: readonly string[];
}

const VISIBILITIES: ReadonlySet<string> = new Set(['private', 'protected', 'public', 'global']);

/** Annotations, lower case, as the platform's messages write them. */
export const ANNOTATION_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'AuraEnabled Deprecated Future HttpDelete HttpGet HttpPatch HttpPost HttpPut InvocableMethod InvocableVariable IsTest',
    'JsonAccess NamespaceAccessible ReadOnly RestResource SuppressWarnings TestSetup TestVisible'
  ].flatMap((line) => line.split(' ').map((word) => [word.toLowerCase(), word]))
);

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
  const words = new Set<string>();
  const annotations: Annotation[] = [];
  let visibility: Visibility | null = null;
  let sharing: Sharing = 'none';
  for (const context of contexts) {
    const position = place ?? positionOf(context);
    const annotation = context.annotation();
    if (annotation) {
      const read = readAnnotation(annotation);
      // Properties of an annotation stand side by side, with nothing between them.
      if ((annotation.elementValuePairs()?.COMMA_list().length ?? 0) > 0)
        log.report(file, positionOf(context), "Unexpected token '@'.");
      if (annotations.some((other) => other.name === read.name))
        log.report(file, position, `Duplicate modifier: ${ANNOTATION_WORDS[read.name] ?? read.name}`);
      annotations.push(read);
      continue;
    }
    const word = context.getText().toLowerCase();
    if (word.endsWith('sharing')) {
      if (sharing !== 'none') log.report(file, position, `Duplicate modifier: ${word.replace(/sharing$/, 'Sharing')}`);
      sharing = word.slice(0, -'sharing'.length) as Sharing;
      continue;
    }
    if (words.has(word)) log.report(file, position, `Duplicate modifier: ${word}`);
    words.add(word);
    if (VISIBILITIES.has(word)) {
      if (visibility !== null) log.report(file, position, 'Declarations can only have one scope');
      visibility = word as Visibility;
    }
    if (word === 'webservice') log.report(file, position, 'not supported by the local org: webservice');
  }
  return {
    visibility,
    sharing,
    annotations,
    words: [...words],
    isStatic: words.has('static'),
    isAbstract: words.has('abstract'),
    isVirtual: words.has('virtual'),
    isOverride: words.has('override'),
    isFinal: words.has('final'),
    isTransient: words.has('transient'),
    isTestMethod: words.has('testmethod')
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

/** Reports every modifier but those in `allowed`. */
export function refuseAllBut(
  allowed: readonly string[],
  modifiers: Modifiers,
  where: string,
  position: Position,
  file: SourceFile,
  log: ProblemLog
): void {
  for (const word of modifiers.words) refuse(!allowed.includes(word), word, where, position, file, log);
}

export function annotationNamed(annotations: readonly Annotation[], name: string): Annotation | null {
  return annotations.find((annotation) => annotation.name === name) ?? null;
}

/** Reports the annotations of something that takes none. */
export function refuseAnnotations(
  { annotations }: Modifiers,
  where: string,
  position: Position,
  file: SourceFile,
  log: ProblemLog
): void {
  for (const { name } of annotations) refuse(true, ANNOTATION_WORDS[name] ?? name, where, position, file, log);
}

/** Reports modifiers that make no sense where they stand. */
export function refuse(
  present: boolean,
  word: string,
  where: string,
  position: Position,
  file: SourceFile,
  log: ProblemLog
): void {
  if (present) log.report(file, position, `${word} is not allowed on ${where}`);
}
