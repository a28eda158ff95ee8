import { ConsoleBuildError, child, readXml, text } from './project.ts';
import type { SfdxProject } from './project.ts';

/** Custom labels of the project, by full name, in the default language. */
export function readLabels(project: SfdxProject): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const file of project.files.filter((name) => name.endsWith('.labels-meta.xml'))) {
    for (const label of (readXml(file, 'CustomLabels', ['CustomLabels.labels'])['labels'] ??
      []) as readonly unknown[]) {
      const name = text(child(label)['fullName']);
      if (labels.has(name)) throw new ConsoleBuildError(`${file}: label ${name} is defined twice`);
      labels.set(name, text(child(label)['value']));
    }
  }
  return labels;
}
