/** System.JSONGenerator: JSON written step by step. */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import type { Members } from '../members.ts';
import { given } from '../members.ts';
import { jsonException } from './json-error.ts';
import { JsonText } from './json-text.ts';
import { writeValue } from './serialise.ts';

export class ApexJsonGenerator {
  readonly out: JsonText;
  #closed = false;

  constructor(pretty: boolean) {
    this.out = new JsonText(pretty);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Closes what is open; nothing can be written any more. */
  close(): void {
    if (!this.#closed) this.out.closeAll();
    this.#closed = true;
  }

  /** The text; the generator is closed by it. */
  text(): string {
    this.close();
    return this.out.toString();
  }

  /** @throws System.JSONException after `close` */
  open(): JsonText {
    if (this.#closed) throw jsonException('JSON generator is closed');
    return this.out;
  }
}

const write = (self: ApexJsonGenerator, value: unknown): void =>
  writeValue(self.open(), value, { suppressNulls: false });

/** `writeX(value)` and `writeXField(name, value)`; null is written as null. */
function writers(name: string, types: readonly string[]): Members {
  return Object.fromEntries(
    types.flatMap((type) => [
      [`void write${name}(${type} value)`, write],
      [
        `void write${name}Field(String field, ${type} value)`,
        (self: ApexJsonGenerator, field: string | null, value: unknown) => {
          self.open().fieldName(given(field));
          write(self, value);
        }
      ]
    ])
  );
}

export const jsonGeneratorType: LibraryType = libraryType(
  'JSONGenerator',
  { isInstance: (value) => value instanceof ApexJsonGenerator },
  {
    'void close()': (self: ApexJsonGenerator) => self.close(),
    'String getAsString()': (self: ApexJsonGenerator) => self.text(),
    'Boolean isClosed()': (self: ApexJsonGenerator) => self.isClosed,
    'void writeStartArray()': (self: ApexJsonGenerator) => self.open().startArray(),
    'void writeEndArray()': (self: ApexJsonGenerator) => self.open().endArray(),
    'void writeStartObject()': (self: ApexJsonGenerator) => self.open().startObject(),
    'void writeEndObject()': (self: ApexJsonGenerator) => self.open().endObject(),
    'void writeFieldName(String field)': (self: ApexJsonGenerator, field: string | null) =>
      self.open().fieldName(given(field)),
    'void writeNull()': (self: ApexJsonGenerator) => write(self, null),
    'void writeNullField(String field)': (self: ApexJsonGenerator, field: string | null) => {
      self.open().fieldName(given(field));
      write(self, null);
    },
    ...writers('Blob', ['Blob']),
    ...writers('Boolean', ['Boolean']),
    ...writers('Date', ['Date']),
    ...writers('DateTime', ['Datetime']),
    ...writers('Id', ['Id']),
    ...writers('Number', ['Decimal', 'Double', 'Integer', 'Long']),
    ...writers('Object', ['Object']),
    ...writers('String', ['String']),
    ...writers('Time', ['Time'])
  }
);
