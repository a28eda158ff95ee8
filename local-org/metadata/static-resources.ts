/** Static resources of a project: a file with its settings (`Logo.resource-meta.xml`) beside the content. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { SfdxProject } from './project.ts';
import { parseMetadata } from './xml.ts';

export interface StaticResource {
  readonly name: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly description: string | null;
  /** Of a folder, which stands for an archive, a zip file that is made here. */
  readonly body: Uint8Array;
}

const SETTINGS = '.resource-meta.xml';

interface ResourceFiles {
  /** Without the suffix of the settings. */
  readonly stem: string;
  readonly settings: string;
  /** One file, or the files of the folder that stands for an archive. */
  readonly content: readonly string[];
}

function resourceFiles(files: readonly string[]): ResourceFiles[] {
  return files
    .filter((file) => file.endsWith(SETTINGS))
    .map((settings) => {
      const stem = settings.slice(0, -SETTINGS.length);
      // `Logo.png` or `Logo.resource`; a name has no dots.
      const single = files.find(
        (file) => file !== settings && file.startsWith(`${stem}.`) && !file.slice(stem.length).includes('/')
      );
      const content = single === undefined ? files.filter((file) => file.startsWith(`${stem}/`)) : [single];
      return { stem, settings, content };
    });
}

/** Settings of resources whose content is not there, which some projects build. */
export function resourcesWithoutContent(files: readonly string[]): string[] {
  return resourceFiles(files)
    .filter(({ content }) => content.length === 0)
    .map(({ settings }) => settings);
}

/** Reads those with content from the disk. @throws MetadataError */
export function staticResources({ root, components }: SfdxProject): StaticResource[] {
  const files = components.filter(({ type }) => type === 'staticResource').map((file) => file.path);
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(root, file)));
  return resourceFiles(files)
    .filter(({ content }) => content.length > 0)
    .map(({ stem, settings, content }) => {
      const xml = parseMetadata(settings, readFileSync(path.join(root, settings), 'utf8'), 'StaticResource');
      const isFolder = content[0]!.startsWith(`${stem}/`);
      return {
        name: path.posix.basename(stem),
        contentType: xml.required('contentType'),
        cacheControl: xml.text('cacheControl') ?? 'Private',
        description: xml.text('description'),
        body: isFolder
          ? zipSync(Object.fromEntries(content.map((file) => [file.slice(stem.length + 1), read(file)])), {
              mtime: '2000-01-01T00:00:00Z'
            })
          : read(content[0]!)
      };
    });
}
