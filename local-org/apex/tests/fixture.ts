/** A small library and a small org for the compiler's tests. Only signatures matter: nothing here is ever run. */
import { makeField } from '../../metadata/field-flags.ts';
import type { FieldSchema, FieldType, ObjectSchema, OrgSchema } from '../../metadata/schema.ts';
import { compileProject, type ProjectInput } from '../check.ts';
import { type LibraryCatalog, libraryType, type LibraryTypeOptions } from '../library.ts';
import type { CheckedProgram, ClassSymbol, CompileProblem, MethodSymbol } from '../symbols.ts';
import type { Expression, Statement } from '../tree.ts';

const nothing = (): null => null;

function type(name: string, options: LibraryTypeOptions, ...signatures: string[]): ReturnType<typeof libraryType> {
  const isInterface = options.kind === 'interface';
  const members: Array<[string, Parameters<typeof libraryType>[2][string]]> = signatures.map((signature) => {
    if (!/\{.*\}$/.test(signature)) return [signature, isInterface ? null : nothing];
    return [signature, signature.includes('set;') ? { get: nothing, set: nothing } : { get: nothing }];
  });
  return libraryType(name, options, Object.fromEntries(members));
}

export const catalog: LibraryCatalog = {
  types: [
    type('Object', { extensible: true }, 'Boolean equals(Object other)', 'Integer hashCode()', 'String toString()'),
    type('Enum', {}, 'String name()', 'Integer ordinal()', 'static Object valueOf(System.Type type, String name)'),
    type(
      'String',
      {},
      'Integer length()',
      'static String join(Object values, String separator)',
      'static String valueOf(Object value)',
      'static String valueOf(Integer value)',
      'static String valueOf(Id value)',
      'Boolean contains(String part)',
      'List<String> split(String pattern)',
      'String toUpperCase()'
    ),
    type('Integer', {}, 'static Integer valueOf(String text)', 'static Integer MAX_VALUE'),
    type('Long', {}),
    type('Boolean', {}),
    type('Blob', {}),
    type('Time', {}),
    type('Double', {}, 'Integer intValue()'),
    type(
      'Decimal',
      {},
      'Decimal setScale(Integer scale)',
      'Integer intValue()',
      'static Decimal valueOf(Double value)',
      'static Decimal valueOf(String text)'
    ),
    type('Id', {}, 'static Id valueOf(String text)', 'Schema.SObjectType getSObjectType()'),
    type('Date', {}, 'static Date today()', 'Date addDays(Integer days)'),
    type('Datetime', {}, 'static Datetime now()', 'Date date()'),
    type('Type', {}, 'String getName()', 'Object newInstance()'),
    type(
      'Math',
      {},
      'static Integer max(Integer a, Integer b)',
      'static Long max(Long a, Long b)',
      'static Decimal max(Decimal a, Decimal b)',
      'static Double max(Double a, Double b)'
    ),
    type('Iterable', { kind: 'interface', parameters: ['T'] }, 'Iterator<T> iterator()'),
    type('Iterator', { kind: 'interface', parameters: ['T'] }, 'Boolean hasNext()', 'T next()'),
    type(
      'List',
      { parameters: ['E'], implements: ['Iterable<E>'] },
      'new()',
      'new(List<E> values)',
      'new(Set<E> values)',
      'void add(E value)',
      'void add(Integer index, E value)',
      'E get(Integer index)',
      'Integer size()',
      'Boolean isEmpty()',
      'void sort()',
      'void addAll(List<E> values)',
      'Iterator<E> iterator()',
      'List<E> clone()'
    ),
    type(
      'Set',
      { parameters: ['E'], implements: ['Iterable<E>'] },
      'new()',
      'new(List<E> values)',
      'new(Set<E> values)',
      'Boolean add(E value)',
      'Boolean contains(E value)',
      'Integer size()',
      'Iterator<E> iterator()'
    ),
    type(
      'Map',
      { parameters: ['K', 'V'] },
      'new()',
      'new(Map<K,V> other)',
      'new(List<SObject> records)',
      'V get(K key)',
      'V put(K key, V value)',
      'Boolean containsKey(K key)',
      'Set<K> keySet()',
      'List<V> values()',
      'Integer size()'
    ),
    type(
      'SObject',
      {},
      'Object get(String field)',
      'Object get(Schema.SObjectField field)',
      'Object put(String field, Object value)',
      'SObject clone()',
      'Schema.SObjectType getSObjectType()'
    ),
    type('Comparable', { kind: 'interface' }, 'Integer compareTo(Object other)'),
    type(
      'Exception',
      { extensible: true },
      'String getMessage()',
      'Exception getCause()',
      'void setMessage(String message)',
      'String getTypeName()'
    ),
    type('DmlException', { extends: 'Exception' }, 'new()', 'new(String message)', 'Integer getNumDml()'),
    type('QueryException', { extends: 'Exception' }, 'new(String message)'),
    type(
      'System',
      {},
      'static void debug(Object value)',
      'static Id enqueueJob(Object job)',
      'static Boolean isBatch()'
    ),
    type(
      'Database',
      {},
      'static List<SObject> query(String text)',
      'static List<SObject> query(String text, Map<String,Object> binds)',
      'static Database.QueryLocator getQueryLocator(String text)',
      'static Id executeBatch(Object job)'
    ),
    type('Database.QueryLocator', {}, 'String getQuery()'),
    type('Database.BatchableContext', { kind: 'interface' }, 'Id getJobId()'),
    type(
      'Database.Batchable',
      { kind: 'interface', parameters: ['T'] },
      'Database.QueryLocator start(Database.BatchableContext context)',
      'Iterable<T> start(Database.BatchableContext context)',
      'void execute(Database.BatchableContext context, List<T> scope)',
      'void finish(Database.BatchableContext context)'
    ),
    type('Database.Stateful', { kind: 'interface' }),
    type('Queueable', { kind: 'interface' }, 'void execute(QueueableContext context)'),
    type('QueueableContext', { kind: 'interface' }, 'Id getJobId()'),
    type(
      'HttpRequest',
      {},
      'new()',
      'void setBody(String body)',
      'Integer timeout { get; set; }',
      'String method { get; }'
    ),
    type('TriggerOperation', { kind: 'enum', enumValues: ['BEFORE_INSERT', 'AFTER_UPDATE'] }),
    type('LoggingLevel', { kind: 'enum', enumValues: ['NONE', 'ERROR', 'DEBUG'] }),
    type('Schema.SObjectType', {}, 'Schema.DescribeSObjectResult getDescribe()', 'SObject newSObject()'),
    type('Schema.SObjectField', {}, 'Schema.DescribeFieldResult getDescribe()'),
    type('Schema.DescribeSObjectResult', {}, 'String getName()', 'Boolean isAccessible()'),
    type('Schema.DescribeFieldResult', {}, 'String getName()', 'Integer getLength()'),
    type(
      'SObject.CustomMetadata',
      {},
      'static Map<String,SObject> getAll(Schema.SObjectType type)',
      'static SObject getInstance(Schema.SObjectType type, String name)'
    ),
    type(
      'SObject.HierarchySetting',
      {},
      'static SObject getOrgDefaults(Schema.SObjectType type)',
      'static SObject getInstance(Schema.SObjectType type)'
    ),
    libraryType('Binder', {}, { 'static void bind(String text)': nothing })
  ].map((declared) =>
    declared.name === 'Binder'
      ? { ...declared, members: declared.members.map((member) => ({ ...member, needs: ['localVariables'] as const })) }
      : declared
  )
};

function field(apiName: string, fieldType: FieldType, facts: Partial<FieldSchema> = {}): FieldSchema {
  return makeField({
    apiName,
    label: apiName,
    type: fieldType,
    length: 80,
    precision: 18,
    scale: 2,
    filterable: true,
    groupable: true,
    aggregatable: true,
    sortable: true,
    custom: apiName.endsWith('__c'),
    permissionable: true,
    ...facts
  });
}

const readOnly = { createable: false, updateable: false };

function object(apiName: string, fields: readonly FieldSchema[], facts: Partial<ObjectSchema> = {}): ObjectSchema {
  const all = [field('Id', 'id', readOnly), ...fields, field('CreatedDate', 'datetime', readOnly)];
  return {
    apiName,
    label: apiName,
    labelPlural: `${apiName}s`,
    keyPrefix: '001',
    kind: 'standard',
    custom: apiName.endsWith('__c'),
    queryable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable: true,
    searchable: true,
    setup: false,
    visibility: 'Public',
    fields: new Map(all.map((item) => [item.apiName.toLowerCase(), item])),
    recordTypes: [],
    fieldSets: [],
    childRelationships: [],
    source: 'fixture',
    ...facts
  };
}

const objects = [
  object(
    'Account',
    [
      field('Name', 'string', { nameField: true }),
      field('AnnualRevenue', 'currency'),
      field('NumberOfEmployees', 'int'),
      field('Key__c', 'string', { externalId: true }),
      field('ParentId', 'reference', { referenceTo: ['Account'], relationshipName: 'Parent' }),
      field('OwnerId', 'reference', { referenceTo: ['User'], relationshipName: 'Owner' }),
      field('Active__c', 'boolean')
    ],
    {
      childRelationships: [
        { childObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts', cascadeDelete: false }
      ]
    }
  ),
  object('Contact', [
    field('LastName', 'string'),
    field('Birthdate', 'date'),
    field('AccountId', 'reference', { referenceTo: ['Account'], relationshipName: 'Account' })
  ]),
  object('User', [field('Username', 'string')]),
  object('Region__mdt', [field('DeveloperName', 'string'), field('Url__c', 'url', readOnly)], {
    kind: 'customMetadata',
    createable: false,
    updateable: false,
    deletable: false
  }),
  object('Settings__c', [field('Budget__c', 'double')], { kind: 'hierarchySetting' })
];

export const schema: OrgSchema = { objects: new Map(objects.map((item) => [item.apiName.toLowerCase(), item])) };

/** Compiles files given as name -> text; names that end in `.trigger` are triggers. */
export function compile(
  sources: Readonly<Record<string, string>>,
  facts: Partial<ProjectInput> = {},
  apiVersion = 65
): ReturnType<typeof compileProject> {
  const files = Object.entries(sources).map(([name, text]) => ({
    path: name.endsWith('.trigger') ? `triggers/${name}` : `classes/${name}.cls`,
    text,
    apiVersion
  }));
  return compileProject({ files, catalog, schema, labels: new Set(['Greeting']), ...facts });
}

export function problemsOf(
  sources: Readonly<Record<string, string>>,
  apiVersion?: number,
  input: Partial<ProjectInput> = {}
): readonly CompileProblem[] {
  const result = compile(sources, input, apiVersion);
  return 'problems' in result ? result.problems : [];
}

/** The program; throws with all problems when there are any. */
export function programOf(sources: Readonly<Record<string, string>>): CheckedProgram {
  const result = compile(sources);
  if ('problems' in result)
    throw new Error(
      result.problems
        .map((problem) => `${problem.path}:${problem.line}:${problem.column} ${problem.message}`)
        .join('\n')
    );
  return result.program;
}

export function classNamed(program: CheckedProgram, name: string): ClassSymbol {
  const found = program.classes.find((symbol) => symbol.qualifiedName === name);
  if (!found) throw new Error(`no class ${name}`);
  return found;
}

/** The statements of `void run() { … }` in a class around `code`. */
export function statementsOf(code: string, members = ''): readonly Statement[] {
  const method = classNamed(
    programOf({ T: `public class T {\n${members}\nvoid run() {\n${code}\n}\n}` }),
    'T'
  ).methods.find((candidate) => candidate.name === 'run') as MethodSymbol;
  if (method.body?.kind !== 'block') throw new Error('run has no body');
  return method.body.statements;
}

/** The value of the last local declared in `code`. */
export function lastValue(code: string, members = ''): Expression {
  const last = statementsOf(code, members).at(-1);
  if (last?.kind === 'declaration') return last.variables.at(-1)!.value!;
  if (last?.kind === 'expression') return last.expression;
  throw new Error('the last statement has no value');
}
