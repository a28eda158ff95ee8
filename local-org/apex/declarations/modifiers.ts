/** Modifiers and annotations of one declaration. */
import {
  type AnnotationContext,
  type ElementValueContext,
  type ModifierContext,
  TypeDeclarationContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import type { ProblemLog } from '../problems.ts';
import type { Annotation, AnnotationProperty, Sharing, SourceFile, Visibility } from '../symbols.ts';
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
/** Makes what it stands on global. */
const WEB_SERVICE = 'webService';

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
    if (annotation && read !== null) {
      const mistake = mistakeIn(annotation);
      if (mistake !== null) log.report(file, mistake.position, mistake.message);
      if (name === null) log.report(file, read.position, `Annotation does not exist: ${annotation.id().getText()}`);
      annotations.push(read);
    }
    if (name === null) continue;
    if (names.includes(name)) log.report(file, position, `Duplicate modifier: ${name}`);
    names.push(name);
    if (name.endsWith('Sharing')) sharing = lower.slice(0, -'sharing'.length) as Sharing;
    if (!VISIBILITIES.has(name) && name !== WEB_SERVICE) continue;
    // `protected` beside another scope is taken.
    const scopes = names
      .map((each) => (each === WEB_SERVICE ? 'global' : each))
      .filter((each) => VISIBILITIES.has(each));
    if (name === WEB_SERVICE && names.includes('global')) log.report(file, position, 'Duplicate modifier: global');
    else if (new Set(scopes.filter((each) => each !== 'protected')).size > 1)
      log.report(file, position, 'Declarations can only have one scope');
    visibility = name === WEB_SERVICE ? 'global' : (name as Visibility);
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
  const properties = new Map<string, AnnotationProperty>();
  for (const pair of context.elementValuePairs()?.elementValuePair_list() ?? [])
    properties.set(pair.id().getText().toLowerCase(), {
      name: pair.id().getText(),
      position: positionOf(pair),
      ...valueOf(pair.elementValue())
    });
  const bare = context.elementValue();
  if (bare) properties.set('value', { name: 'value', position: positionOf(bare), ...valueOf(bare) });
  return { name: context.id().getText().toLowerCase(), properties, position: positionOf(context) };
}

function valueOf(context: ElementValueContext): Pick<AnnotationProperty, 'value' | 'isText'> {
  const text = context.getText();
  const isText = text.startsWith("'");
  return { isText, value: isText ? text.slice(1, -1) : text };
}

/**
 * What the platform's grammar does not take: it has one text, or properties side by side whose values are texts, `true`
 * or `false`. Inside of classes it stumbles at the annotation itself.
 */
function mistakeIn(context: AnnotationContext): { readonly position: Position; readonly message: string } | null {
  const bare = context.elementValue();
  const pairs = context.elementValuePairs();
  const wrong =
    bare && !/^'/.test(bare.getText())
      ? bare
      : pairs
          ?.elementValuePair_list()
          .map((pair) => pair.elementValue())
          .find((value) => !/^(?:'.*|true|false)$/is.test(value.getText()));
  const comma = pairs?.COMMA_list()[0]?.symbol;
  if (!wrong && !comma) return null;
  if (!(context.parentCtx?.parentCtx instanceof TypeDeclarationContext))
    return { position: positionOf(context), message: "Unexpected token '@'." };
  return wrong
    ? { position: positionOf(wrong), message: `Unexpected token '${wrong.start.text}'.` }
    : { position: { line: comma!.line, column: comma!.column }, message: "Expecting ')' but was: ','" };
}

export function annotationNamed(annotations: readonly Annotation[], name: string): Annotation | null {
  return annotations.find((annotation) => annotation.name === name) ?? null;
}
