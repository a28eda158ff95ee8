/**
 * The platform cache, and static methods behind the platform's interfaces. Sources: Apex Reference Guide v65, "Cache
 * Namespace" and "Cache Exceptions"; Apex Developer Guide v65, "Platform Cache"; suites whose tests pass on an org.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const PARTITION = (isDefault: boolean, organization: number, session: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<PlatformCachePartition xmlns="http://soap.sforce.com/2006/04/metadata"><isDefaultPartition>${isDefault}</isDefaultPartition><masterLabel>P</masterLabel><platformCachePartitionTypes><allocatedCapacity>${organization}</allocatedCapacity><cacheType>Organization</cacheType></platformCachePartitionTypes><platformCachePartitionTypes><allocatedCapacity>${session}</allocatedCapacity><cacheType>Session</cacheType></platformCachePartitionTypes></PlatformCachePartition>`;

const Main = `@IsTest public class Main {
  public class Point { public Integer x = 1; public transient Integer y = 2; }
  public static String keeps() {
    Point p = new Point(); Cache.Org.put('point', p); p.x = 5;
    Point cached = (Point) Cache.Org.get('local.Main.point');
    return cached.x + ' ' + cached.y + ' ' + Cache.Org.contains('point') + ' ' + Cache.Org.get('other') + ' ' + Cache.Org.getKeys() + ' ' + Cache.Org.getNumKeys();
  }
  public static String removes() { Cache.Org.put('a', 1); return Cache.Org.remove('a') + ' ' + Cache.Org.remove('a') + ' ' + Cache.Org.contains('a'); }
  public static String segments() {
    Cache.Org.getPartition('local.Main').put('a', 'org', 300, Cache.Visibility.ALL, false); Cache.Session.getPartition('Main').put('a', 'session');
    Cache.Partition other = Cache.Org.getPartition('Empty'); other.put('a', 1);
    return Cache.Org.get('a') + ' ' + Cache.Session.get('a') + ' ' + other.contains('a') + ' ' + other.getCapacity();
  }
  public static String caseOfKeys() { Cache.Org.put('a', 1); return '' + Cache.Org.get('A'); }
  public static String together() { Cache.OrgPartition p = Cache.Org.getPartition('Main'); p.put('a', 1); return p.contains(new Set<String>{ 'a', 'b' }) + ' ' + p.get(new Set<String>{ 'a' }); }
  public static String tooMany() { Set<String> keys = new Set<String>(); for (Integer i = 0; i < 11; i++) keys.add('k' + i); return String.valueOf(Cache.Org.getPartition('Main').get(keys)); }
  public static String builder() { Object first = Cache.Org.get(Loader.class, 'x'); Cache.Org.get(Loader.class, 'x'); Boolean gone = Cache.Org.getPartition('Main').remove(Loader.class, 'x'); return first + ' ' + Loader.loads + ' ' + gone + ' ' + Cache.Org.get('x'); }
  public static String names() { return Cache.OrgPartition.createFullyQualifiedKey('local', 'Main', 'k') + ' ' + Cache.SessionPartition.createFullyQualifiedPartition('local', 'Main'); }

  static String refusal(String what) {
    try {
      switch on what {
        when 'partition' { Cache.Org.getPartition('Nowhere'); }
        when 'session partition' { Cache.Session.put('local.Nowhere.key', 1); }
        when 'key' { Cache.Org.put('not-alphanumeric', 1); }
        when 'value' { Cache.Org.put('a', null); }
        when 'short' { Cache.Org.put('a', 1, 299); }
        when 'long' { Cache.Session.put('a', 1, 28801); }
        when else { Cache.Org.get('half.qualified'); }
      }
    } catch (Cache.Org.OrgCacheException e) { return 'org'; } catch (Cache.Session.SessionCacheException e) { return 'session'; } catch (Cache.InvalidParamException e) { return 'parameter'; }
    return 'none';
  }
  public static String refusals() { List<String> all = new List<String>(); for (String each : new List<String>{ 'partition', 'session partition', 'key', 'value', 'short', 'long', 'half' }) all.add(refusal(each)); return String.join(all, ' '); }

  public class Job implements Queueable { public void execute(QueueableContext context) { Loader.seen = Cache.Org.get('a') + ' ' + Cache.Session.isAvailable(); } }
  public static String asynchronous() { Cache.Org.put('a', 1); Test.startTest(); System.enqueueJob(new Job()); Test.stopTest(); return Loader.seen; }
  public static String staticJob() { Test.startTest(); System.enqueueJob(new StaticJob()); Test.stopTest(); return Loader.seen; }
}`;

const { run, runtime } = openProgram(
  {
    Main,
    Loader:
      'public class Loader implements Cache.CacheBuilder { public static Integer loads = 0; public static String seen; public Object doLoad(String key) { loads++; return key + loads; } }',
    StaticJob:
      "public class StaticJob implements Queueable { public static void execute(QueueableContext context) { Loader.seen = 'ran'; } }"
  },
  {
    'app/cachePartitions/Main.cachePartition-meta.xml': PARTITION(true, 1, 1),
    'app/cachePartitions/Empty.cachePartition-meta.xml': PARTITION(false, 0, 0)
  }
);
after(() => runtime.close());

describe('the platform cache', () => {
  it('keeps copies without transient members, by qualified key or in the default partition', () =>
    assert.equal(run('keeps'), '1 null true null {point} 1'));
  it('removes', () => assert.equal(run('removes'), 'true false false'));
  it('has two segments to a partition; without capacity nothing is kept and nothing refused', () =>
    assert.equal(run('segments'), 'org session false 0.0'));
  it('tells the case of keys', () => assert.equal(run('caseOfKeys'), 'null'));
  it('reads ten keys at once', () => {
    assert.equal(run('together'), '{a=true, b=false} {a=1}');
    assert.match(String(run('tooMany')), /^Cache\.BulkApiKeysLimitExceededException: /);
  });
  it('asks a builder for what is missing, once', () => assert.equal(run('builder'), 'x1 1 true null'));
  it('makes qualified names [aer-dist 132]', () => assert.equal(run('names'), 'local.Main.k local.Main'));
  it('refuses as "Cache Exceptions" says', () =>
    assert.equal(run('refusals'), 'org session parameter parameter parameter parameter parameter'));
  it('is there for asynchronous Apex, the session is not', () => assert.equal(run('asynchronous'), '1 false'));
});

describe('static methods', () => {
  it('implement the interfaces of the platform [apex-recipes; apex-ls pull request 521]', () =>
    assert.equal(run('staticJob'), 'ran'));
});
