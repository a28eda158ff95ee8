/** `PlatformCachePartition` (Metadata API Developer Guide): the parts of the platform cache that a project allots. */
import type { CachePartitionSource } from './project.ts';
import type { SourceEntry } from './read-project.ts';
import type { XmlElement } from './xml.ts';

const CAPACITIES = [
  'allocatedCapacity',
  'allocatedPartnerCapacity',
  'allocatedPurchasedCapacity',
  'allocatedTrialCapacity'
];

export function cachePartition(xml: XmlElement, entry: SourceEntry): CachePartitionSource {
  const megabytes = (cacheType: string): number =>
    xml
      .list('platformCachePartitionTypes')
      .filter((type) => type.text('cacheType') === cacheType)
      .flatMap((type) => CAPACITIES.map((name) => Number(type.text(name) ?? 0)))
      .reduce((sum, each) => sum + each, 0);
  return {
    name: entry.stem,
    isDefault: xml.flag('isDefaultPartition'),
    orgMegabytes: megabytes('Organization'),
    sessionMegabytes: megabytes('Session'),
    path: entry.path
  };
}
