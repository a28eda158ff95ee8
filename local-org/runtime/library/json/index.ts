/** System.JSON, JSONGenerator, JSONParser. */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import type { RuntimeType } from '../../machine/runtime-type.ts';
import { given } from '../members.ts';
import { typedValue } from './deserialise.ts';
import { noSequence } from './json-error.ts';
import { ApexJsonGenerator, jsonGeneratorType } from './json-generator.ts';
import { ApexJsonParser, jsonParserTypes } from './json-parser.ts';
import { JsonText } from './json-text.ts';
import { tokenise } from './json-tokens.ts';
import { readTree, untypedValue } from './json-tree.ts';
import type { JsonNode } from './json-tree.ts';
import { writeValue } from './serialise.ts';

/** JSON.serialize, for whoever needs it outside Apex. @throws System.JSONException */
export function serialise(value: unknown, { pretty = false, suppressNulls = false } = {}): string {
  const out = new JsonText(pretty);
  writeValue(out, value, { suppressNulls });
  return out.toString();
}

/** JSON.deserialize. @throws System.JSONException */
export function deserialise(text: string, type: RuntimeType, strict = false): unknown {
  checkOpening(text, type);
  return typedValue(parse(text), type, strict);
}

/** A text or an object where a list has to begin is refused before the rest is read (trailheadapps/apex-recipes). */
function checkOpening(text: string, type: RuntimeType): void {
  const isSequence = type.baseName === 'List' || type.baseName === 'Set';
  if (isSequence && /^\s*["{]/.test(text)) throw noSequence();
}

function parse(text: string | null): JsonNode {
  return readTree(tokenise(given(text))).node;
}

const jsonType = libraryType(
  'JSON',
  {},
  {
    'static System.JSONGenerator createGenerator(Boolean pretty)': (pretty: boolean | null) =>
      new ApexJsonGenerator(given(pretty)),
    'static System.JSONParser createParser(String text)': (text: string | null) => new ApexJsonParser(given(text)),
    'static Object deserialize(String text, System.Type type)': (text: string | null, type: RuntimeType | null) =>
      deserialise(given(text), given(type)),
    'static Object deserializeStrict(String text, System.Type type)': (text: string | null, type: RuntimeType | null) =>
      deserialise(given(text), given(type), true),
    'static Object deserializeUntyped(String text)': (text: string | null) => untypedValue(parse(text)),
    'static String serialize(Object value)': (value: unknown) => serialise(value),
    'static String serialize(Object value, Boolean suppressNulls)': (value: unknown, suppress: boolean | null) =>
      serialise(value, { suppressNulls: given(suppress) }),
    'static String serializePretty(Object value)': (value: unknown) => serialise(value, { pretty: true }),
    'static String serializePretty(Object value, Boolean suppressNulls)': (value: unknown, suppress: boolean | null) =>
      serialise(value, { pretty: true, suppressNulls: given(suppress) })
  }
);

export const jsonTypes: LibraryType[] = [jsonType, jsonGeneratorType, ...jsonParserTypes];
