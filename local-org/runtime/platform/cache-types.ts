/** The namespace `Cache` (Apex Reference Guide v65, "Cache Namespace"); see `cache.ts`. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { Members } from '../library/members.ts';
import { ApexException, apexException, notSupported } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexMap, ApexSet } from '../values/collections.ts';
import { ApexDouble } from '../values/double.ts';
import { CacheSegment, defaultSegment, isAvailable, qualified, segmentOf } from './cache.ts';
import type { Segment } from './cache.ts';

const DO_LOAD = 'Cache.CacheBuilder.Object doLoad(String key)';
/** "The number of key parameters passed into a bulk method exceeds the maximum limit of 10." */
const MAX_KEYS = 10;

function builtBy(cache: CacheSegment, builder: RuntimeType | null, key: string | null): unknown {
  if (builder === null) throw apexException('Cache.InvalidParamException', 'The builder must not be null');
  return cache.built(builder.name, key, (own) => {
    try {
      return invokeInterface(builder.definition!.construct(), DO_LOAD, own);
    } catch (error) {
      if (!(error instanceof ApexException)) throw error;
      throw apexException('Cache.CacheBuilderExecutionException', error.message, error);
    }
  });
}

function each<T>(keys: ApexSet | null, read: (key: string | null) => T): Map<unknown, T> {
  if (keys === null) throw apexException('Cache.InvalidParamException', 'The keys must not be null');
  if (keys.size > MAX_KEYS)
    throw apexException('Cache.BulkApiKeysLimitExceededException', `More than ${MAX_KEYS} keys: ${keys.size}`);
  return new Map(keys.toArray().map((key) => [key, read(key as string | null)]));
}

function mapOf(type: string, entries: Iterable<[unknown, unknown]>): ApexMap {
  return new ApexMap(runtimeType(type), [...entries]);
}

function keySet(cache: CacheSegment): ApexSet {
  return new ApexSet(runtimeType('Set<String>'), cache.keys());
}

const NAMES: Members = {
  'static String createFullyQualifiedKey(String namespace, String partition, String key)': (
    namespace: string | null,
    partition: string | null,
    key: string | null
  ) => dotted(namespace, partition, key),
  'static String createFullyQualifiedPartition(String namespace, String partition)': (
    namespace: string | null,
    partition: string | null
  ) => dotted(namespace, partition)
};

function dotted(...parts: readonly (string | null)[]): string {
  if (parts.includes(null)) notSupported('qualified names of null in the cache');
  return parts.join('.');
}

const partitionType = libraryType(
  'Cache.Partition',
  { isInstance: (value) => value instanceof CacheSegment },
  {
    ...NAMES,
    'Boolean contains(String key)': (self: CacheSegment, key: string | null) => self.contains(key),
    'Map<String,Boolean> contains(Set<String> keys)': (self: CacheSegment, keys: ApexSet | null) =>
      mapOf(
        'Map<String,Boolean>',
        each(keys, (key) => self.contains(key))
      ),
    'Object get(String key)': (self: CacheSegment, key: string | null) => self.get(key),
    'Map<String,Object> get(Set<String> keys)': (self: CacheSegment, keys: ApexSet | null) =>
      mapOf(
        'Map<String,Object>',
        each(keys, (key) => self.get(key))
      ),
    'Object get(System.Type cacheBuilder, String key)': builtBy,
    'Double getCapacity()': (self: CacheSegment) => new ApexDouble(self.used()),
    'Set<String> getKeys()': keySet,
    'Long getNumKeys()': (self: CacheSegment) => BigInt(self.keys().length),
    'Boolean isAvailable()': (self: CacheSegment) => isAvailable(self.segment),
    'void put(String key, Object value)': (self: CacheSegment, key: string | null, value: unknown) =>
      self.put(key, value, null),
    'void put(String key, Object value, Cache.Visibility visibility)': (
      self: CacheSegment,
      key: string | null,
      value: unknown
    ) => self.put(key, value, null),
    'void put(String key, Object value, Integer ttlSecs)': (
      self: CacheSegment,
      key: string | null,
      value: unknown,
      seconds: number | null
    ) => self.put(key, value, seconds),
    'void put(String key, Object value, Integer ttlSecs, Cache.Visibility visibility, Boolean immutable)': (
      self: CacheSegment,
      key: string | null,
      value: unknown,
      seconds: number | null
    ) => self.put(key, value, seconds),
    'Boolean remove(String key)': (self: CacheSegment, key: string | null) => self.remove(key),
    'Boolean remove(System.Type cacheBuilder, String key)': (
      self: CacheSegment,
      builder: RuntimeType | null,
      key: string | null
    ) => self.removeBuilt(builder?.name ?? '', key)
  }
);

/** `Cache.Org` and `Cache.Session`: the same by qualified key, or in the default partition. */
function staticMembers(segment: Segment, partition: string): Members {
  const at = <T>(key: string | null, use: (cache: CacheSegment, key: string | null) => T): T =>
    use(...qualified(segment, key));
  const put = (key: string | null, value: unknown, seconds: number | null): void =>
    at(key, (cache, own) => cache.put(own, value, seconds));
  return {
    [`static ${partition} getPartition(String partitionName)`]: (name: string | null) => segmentOf(segment, name),
    'static Boolean contains(String key)': (key: string | null) => at(key, (cache, own) => cache.contains(own)),
    'static Object get(String key)': (key: string | null) => at(key, (cache, own) => cache.get(own)),
    'static Object get(System.Type cacheBuilder, String key)': (builder: RuntimeType | null, key: string | null) =>
      at(key, (cache, own) => builtBy(cache, builder, own)),
    'static Double getCapacity()': () => new ApexDouble(defaultSegment(segment).used()),
    'static Set<String> getKeys()': () => keySet(defaultSegment(segment)),
    'static Long getNumKeys()': () => BigInt(defaultSegment(segment).keys().length),
    'static void put(String key, Object value)': (key: string | null, value: unknown) => put(key, value, null),
    'static void put(String key, Object value, Cache.Visibility visibility)': (key: string | null, value: unknown) =>
      put(key, value, null),
    'static void put(String key, Object value, Integer ttlSecs)': put,
    'static void put(String key, Object value, Integer ttlSecs, Cache.Visibility visibility, Boolean immutable)': put,
    'static Boolean remove(String key)': (key: string | null) => at(key, (cache, own) => cache.remove(own)),
    'static Boolean remove(System.Type cacheBuilder, String key)': (builder: RuntimeType | null, key: string | null) =>
      at(key, (cache, own) => cache.removeBuilt(builder?.name ?? '', own))
  };
}

const EXCEPTIONS = [
  'Cache.Org.OrgCacheException',
  'Cache.Session.SessionCacheException',
  'Cache.Session.SessionCacheNoSessionException',
  'Cache.InvalidParamException',
  'Cache.ItemSizeLimitExceededException',
  'Cache.BulkApiKeysLimitExceededException',
  'Cache.PlatformCacheInvalidOperationException',
  'Cache.CacheBuilderExecutionException'
];

const isSegment =
  (segment: Segment) =>
  (value: unknown): boolean =>
    value instanceof CacheSegment && value.segment === segment;

export const cacheTypes: LibraryType[] = [
  partitionType,
  libraryType('Cache.OrgPartition', { extends: 'Cache.Partition', isInstance: isSegment('org') }, NAMES),
  libraryType('Cache.SessionPartition', { extends: 'Cache.Partition', isInstance: isSegment('session') }, NAMES),
  libraryType('Cache.Org', {}, staticMembers('org', 'Cache.OrgPartition')),
  libraryType(
    'Cache.Session',
    {},
    {
      ...staticMembers('session', 'Cache.SessionPartition'),
      'static Boolean isAvailable()': () => isAvailable('session')
    }
  ),
  libraryType('Cache.Visibility', { kind: 'enum', enumValues: ['ALL', 'NAMESPACE'] }, {}),
  libraryType('Cache.CacheBuilder', { kind: 'interface' }, { 'Object doLoad(String key)': null }),
  ...EXCEPTIONS.map((name) => libraryType(name, { extends: 'Exception' }, {}))
];
