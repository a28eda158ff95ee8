/** CSV of Bulk API 2.0: in with any of its delimiters, out quoted throughout. */
import { parse } from 'csv-parse/sync';
import { ApiError } from '../http/errors.ts';

export const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`'
};

export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @throws ApiError 400 `InvalidBatch` for what is no table with a header */
export function readCsv(text: string, delimiter: string): CsvTable {
  let lines: string[][];
  try {
    lines = parse(text, { delimiter, bom: true, skip_empty_lines: true, record_delimiter: ['\n', '\r\n'] });
  } catch (error) {
    throw new ApiError(
      400,
      'INVALIDJOB',
      `InvalidBatch : ${error instanceof Error ? error.message : 'the CSV cannot be read'}`
    );
  }
  const [columns, ...rows] = lines;
  if (columns === undefined) throw new ApiError(400, 'INVALIDJOB', 'InvalidBatch : there is no header row');
  return { columns, rows };
}

export function writeCsv({ columns, rows }: CsvTable, delimiter = ',', lineEnding = '\n'): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
  return [columns, ...rows].map((cells) => line(cells) + lineEnding).join('');
}
