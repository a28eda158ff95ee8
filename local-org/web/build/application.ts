import path from 'node:path';
import { ConsoleBuildError, child, readProject, readXml, text } from './project.ts';
import type { LwcBundle, SfdxProject, XmlElement } from './project.ts';

/** One tab of the Lightning application: an app page that holds LWC. */
export interface ApplicationTab {
  /** As addresses have it: `ns__Tab` in a project with a namespace. */
  readonly name: string;
  readonly label: string;
  /** LWC bundles, in the order of the page. */
  readonly components: readonly string[];
}

export interface Application {
  readonly name: string;
  readonly label: string;
  /** CSS colour of the brand. */
  readonly headerColor: string;
  readonly tabs: readonly ApplicationTab[];
}

/** The first of these projects that has an application; null when none has. */
export function projectWithApplication(roots: readonly string[]): string | null {
  return roots.find((root) => readProject(root).files.some((file) => file.endsWith('.app-meta.xml'))) ?? null;
}

/**
 * The project's Lightning application with its tabs and app pages, checked as a deployment would check them.
 * @throws ConsoleBuildError for missing tabs, pages or components, and for page parts the shell cannot show.
 */
export function readApplication(project: SfdxProject, bundles: readonly LwcBundle[]): Application {
  const files = project.files.filter((file) => file.endsWith('.app-meta.xml'));
  const [file] = files;
  if (!file || files.length > 1) {
    throw new ConsoleBuildError(
      `not supported by the local org: ${files.length} applications; the shell shows exactly one`
    );
  }
  const app = readXml(file, 'CustomApplication', ['CustomApplication.tabs']);
  if (text(app['uiType']) !== 'Lightning') throw new ConsoleBuildError(`${file}: uiType is not Lightning`);
  const tabs = ((app['tabs'] ?? []) as readonly unknown[]).map((name) => readTab(project, bundles, text(name), file));
  if (tabs.length === 0) throw new ConsoleBuildError(`${file}: the application has no tabs`);
  return {
    name: path.basename(file, '.app-meta.xml'),
    label: text(app['label']),
    headerColor: text(child(app['brand'])['headerColor']) || '#0176d3',
    tabs
  };
}

function readTab(project: SfdxProject, bundles: readonly LwcBundle[], name: string, user: string): ApplicationTab {
  const file = findMetadata(project, `${name}.tab-meta.xml`, user);
  const tab = readXml(file, 'CustomTab', []);
  const page = text(tab['flexiPage']);
  if (!page)
    throw new ConsoleBuildError(`not supported by the local org: ${file} is not a tab of an app page (flexiPage)`);
  const apiName = project.namespace === '' ? name : `${project.namespace}__${name}`;
  return { name: apiName, label: text(tab['label']), components: readPage(project, bundles, page, file) };
}

function readPage(project: SfdxProject, bundles: readonly LwcBundle[], name: string, user: string): readonly string[] {
  const file = findMetadata(project, `${name}.flexipage-meta.xml`, user);
  const regions = 'FlexiPage.flexiPageRegions';
  const page = readXml(file, 'FlexiPage', [regions, `${regions}.itemInstances`]);
  if (text(page['type']) !== 'AppPage')
    throw new ConsoleBuildError(`${file}: the page of a tab must be of type AppPage`);
  return ((page['flexiPageRegions'] ?? []) as readonly unknown[])
    .flatMap((region) => (child(region)['itemInstances'] ?? []) as readonly unknown[])
    .map((item) => componentOf(child(item), bundles, file));
}

function componentOf(item: XmlElement, bundles: readonly LwcBundle[], file: string): string {
  const instance = child(item['componentInstance']);
  const name = text(instance['componentName']).replace(/^c:/, '');
  for (const part of ['componentInstanceProperties', 'visibilityRule']) {
    if (instance[part] !== undefined) throw new ConsoleBuildError(`not supported by the local org: ${part} in ${file}`);
  }
  const bundle = bundles.find((candidate) => candidate.name === name);
  if (!bundle) throw new ConsoleBuildError(`${file}: there is no LWC "${name}" in the project`);
  if (!bundle.exposed || !bundle.targets.includes('lightning__AppPage')) {
    throw new ConsoleBuildError(`${file}: LWC "${name}" is not exposed to lightning__AppPage`);
  }
  return name;
}

function findMetadata(project: SfdxProject, fileName: string, user: string): string {
  const found = project.files.find((file) => path.basename(file) === fileName);
  if (!found) throw new ConsoleBuildError(`${user} names ${fileName}, which is not in the project`);
  return found;
}
