/** What the metadata of projects would do in an org and does not do here: found in their files when they are compiled. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UNREAD_STATUSES } from '../metadata/standard-value-sets.ts';
import { ADMIN_PROFILE } from '../metadata/read-profiles.ts';
import { triggerHead } from '../metadata/trigger-head.ts';
import { parseMetadata } from '../metadata/xml.ts';
import type { XmlElement } from '../metadata/xml.ts';
import type { SfdxProject } from '../metadata/project.ts';
import type { ProjectGaps, RefusedSave, SaveOperation } from '../runtime/platform/gaps.ts';
import { featuresOf, shapeSaves } from './shape-gaps.ts';
import { flowStart } from './flow-start.ts';

/** @param leftOutFiles classes and triggers that are not in the program */
export function gapsOf(projects: readonly SfdxProject[], leftOutFiles: ReadonlySet<string>): ProjectGaps {
  return {
    saves: refusedSaves(projects, leftOutFiles),
    sharingRules: objectsWithSharingRules(projects),
    hiddenFields: new Set(
      projects
        .flatMap(({ profiles }) => profiles)
        .flatMap(({ name, hiddenFields }) => (name === ADMIN_PROFILE ? hiddenFields : []))
        .map((field) => field.toLowerCase())
        .filter((field) => !field.endsWith('__c'))
    ),
    profiles: new Set(projects.flatMap(({ profiles }) => profiles.map(({ name }) => name))),
    languages: languages(projects),
    features: featuresOf(projects),
    restrictionRules: new Set(projects.flatMap(restricted)),
    assignmentRules: objectsWith(projects, 'AssignmentRules', /<assignmentRule>[^]*?<active>true</),
    inactiveDuplicateRules: new Set(projects.flatMap(inactiveDuplicateRules))
  };
}

type Found = readonly [object: string | null, refused: RefusedSave];

function refusedSaves(
  projects: readonly SfdxProject[],
  leftOutFiles: ReadonlySet<string>
): Map<string, readonly RefusedSave[]> {
  const byObject = new Map<string, RefusedSave[]>();
  for (const project of projects) {
    for (const [object, found] of [
      ...ofTriggers(project, leftOutFiles),
      ...ofMetadata(project),
      ...ofValueSets(project),
      ...shapeSaves(project)
    ]) {
      if (object === null) continue;
      const key = withoutNamespace(project, object).toLowerCase();
      byObject.set(key, [...(byObject.get(key) ?? []), found]);
    }
  }
  return byObject;
}

const ANY_OPERATION: readonly SaveOperation[] = ['insert', 'update', 'delete', 'undelete'];

/** A project that runs without its namespace may still name its objects with it. */
function withoutNamespace({ droppedNamespace }: SfdxProject, object: string): string {
  const prefix = `${droppedNamespace ?? ''}__`;
  return droppedNamespace !== undefined && object.toLowerCase().startsWith(prefix.toLowerCase())
    ? object.slice(prefix.length)
    : object;
}

function ofTriggers({ triggers }: SfdxProject, leftOutFiles: ReadonlySet<string>): Found[] {
  return triggers
    .filter(({ path: file, status }) => leftOutFiles.has(file) && status === 'Active')
    .map(({ path: file, text }) => {
      const { object, events } = triggerHead(text);
      const operations = [...new Set(events.map((event) => event.split(' ')[1] as SaveOperation))];
      return [object, { why: `the trigger ${file} would run`, operations }];
    });
}

function ofMetadata(project: SfdxProject): Found[] {
  const text = (file: string): string => readFileSync(path.join(project.root, file), 'utf8');
  const parse = (file: string, element: string): XmlElement => parseMetadata(file, text(file), element);
  const definitions = new Map(
    project.unsupported.flatMap(({ path: file, type }) =>
      type === 'FlowDefinition'
        ? [[stemOf(file), parse(file, 'FlowDefinition').integer('activeVersionNumber')] as const]
        : []
    )
  );
  return project.unsupported.flatMap(({ path: file, type }): Found[] => {
    const objectOfFile = stemOf(file).split('.')[0]!;
    switch (type) {
      case 'Flow': {
        const started = flowStart(text(file), stemOf(file), definitions);
        return started === null
          ? []
          : [[started.object, { why: `the flow ${file} would run`, operations: started.operations }]];
      }
      case 'Workflow':
        return parse(file, 'Workflow')
          .list('rules')
          .filter((rule) => rule.flag('active'))
          .map((rule) => [
            objectOfFile,
            {
              why: `the workflow rule ${rule.required('fullName')} of ${file} would run`,
              // Whether bringing a record back evaluates rules is not published.
              operations:
                rule.text('triggerType') === 'onCreateOnly' ? ['insert', 'undelete'] : ['insert', 'update', 'undelete']
            }
          ]);
      case 'DuplicateRule':
        return parse(file, 'DuplicateRule').flag('isActive')
          ? [[objectOfFile, { why: `${file} would run`, operations: ['insert', 'update', 'undelete'] }]]
          : [];
      case 'PlatformEventSubscriberConfig': {
        const consumer = parse(file, type).text('platformEventConsumer')?.replace(/^.*__/, '');
        const trigger = project.triggers.find(({ name }) => name === consumer);
        return trigger === undefined
          ? []
          : [[triggerHead(trigger.text).object, { why: `${file} says how its trigger runs`, operations: ['insert'] }]];
      }
      default:
        return [];
    }
  });
}

/** Lower-case names of the objects whose records active restriction rules hide from some users. */
function restricted({ root, unsupported }: SfdxProject): string[] {
  return unsupported
    .filter(({ type }) => type === 'RestrictionRule')
    .map(({ path: file }) => parseMetadata(file, readFileSync(path.join(root, file), 'utf8'), 'RestrictionRule'))
    .filter((rule) => rule.flag('active') && rule.text('enforcementType') !== 'Scoping')
    .map((rule) => rule.required('targetEntity').toLowerCase());
}

/** Lower-case names of the objects whose standard duplicate rule a file switches off: `Account.Standard_Account_Duplicate_Rule`. */
function inactiveDuplicateRules({ root, unsupported }: SfdxProject): string[] {
  return unsupported
    .filter(({ type, path: file }) => type === 'DuplicateRule' && /\.Standard_/.test(stemOf(file)))
    .filter(
      ({ path: file }) =>
        !parseMetadata(file, readFileSync(path.join(root, file), 'utf8'), 'DuplicateRule').flag('isActive')
    )
    .map(({ path: file }) => stemOf(file).split('.')[0]!.toLowerCase());
}

/** Statuses of orders and contracts stand for one of a few codes, which the local org does not read. */
function ofValueSets({ standardValueSets }: SfdxProject): Found[] {
  return standardValueSets.flatMap(({ name, path: file }): Found[] => {
    const object = UNREAD_STATUSES.get(name);
    return object === undefined ? [] : [[object, { why: `${file} changes its statuses`, operations: ANY_OPERATION }]];
  });
}

function stemOf(file: string): string {
  return decodeURIComponent(path.posix.basename(file).replace(/\.\w+(?:-meta\.xml)?$/, ''));
}

export function objectsWithSharingRules(projects: readonly SfdxProject[]): ReadonlySet<string> {
  return objectsWith(projects, 'SharingRules', /<sharing(?:Owner|Criteria|Guest|Territory)Rules>/);
}

/** Lower-case names of the objects that files of a type are about and that hold such a rule. */
function objectsWith(projects: readonly SfdxProject[], metadataType: string, rule: RegExp): ReadonlySet<string> {
  return new Set(
    projects.flatMap(({ root, unsupported }) =>
      unsupported
        .filter(
          ({ type, path: file }) => type === metadataType && rule.test(readFileSync(path.join(root, file), 'utf8'))
        )
        .map(({ path: file }) => stemOf(file).toLowerCase())
    )
  );
}

/** Other than that of the org: `translations/es.translation-meta.xml`, `objectTranslations/Account-es/…` and, in metadata format, `Account-es.objectTranslation`. */
function languages(projects: readonly SfdxProject[]): ReadonlySet<string> {
  const name = /(?:^|\/)(?:translations\/|objectTranslations\/[^/]*-)(?<language>[a-z]{2,3}(?:_[A-Za-z0-9]+)?)(?=[./])/;
  const found = projects.flatMap(({ unsupported }) =>
    unsupported.flatMap(({ path: file }) => name.exec(file)?.groups?.['language']?.toLowerCase() ?? [])
  );
  return new Set(found.filter((language) => language !== 'en_us'));
}
