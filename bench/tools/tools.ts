import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A public tool that counts field usage, as a plugin of the Salesforce CLI. */
export interface Tool {
  readonly name: string;
  /** The plugin that has to be installed. */
  readonly plugin: string;
  readonly command: (objectName: string) => readonly string[];
  /** How often each field is filled. @param stdout what the command printed @param folder where it ran */
  readonly filled: (objectName: string, stdout: string, folder: string) => ReadonlyMap<string, number>;
}

interface JscResult {
  readonly result: Readonly<
    Record<
      string,
      {
        readonly recordTypes: {
          readonly Master: {
            readonly analysedFields: readonly { readonly name: string; readonly absolutePopulated: number }[];
          };
        };
      }
    >
  >;
}

export const TOOLS: readonly Tool[] = [
  {
    name: 'j-schreiber: jsc maintain field-usage analyse',
    plugin: '@j-schreiber/sf-plugin',
    command: (objectName) => ['jsc', 'maintain', 'field-usage', 'analyse', '-s', objectName, '-o', 'bench', '--json'],
    filled(objectName, stdout) {
      const { result } = JSON.parse(stdout) as JscResult;
      const fields = result[objectName]!.recordTypes.Master.analysedFields;
      return new Map(fields.map(({ name, absolutePopulated }) => [name, absolutePopulated]));
    }
  },
  {
    name: 'sfdx-hardis: hardis doc object-field-usage',
    plugin: 'sfdx-hardis',
    command: (objectName) => [
      'hardis',
      'doc',
      'object-field-usage',
      '--objects',
      objectName,
      '--target-org',
      'bench',
      '--agent',
      '--skipauth'
    ],
    filled(objectName, _stdout, folder) {
      const reports = join(folder, 'hardis-report');
      const file = readdirSync(reports).find((name) => name.includes(`-${objectName}-`) && name.endsWith('.csv'))!;
      const [head, ...rows] = readFileSync(join(reports, file), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
      const [field, filled] = [head!.indexOf('fieldApiName'), head!.indexOf('populatedRecords')];
      return new Map(rows.map((row) => [row[field]!, Number(row[filled])]));
    }
  }
];
