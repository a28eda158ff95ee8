/** Connect in Apex: what its methods answer in tests. Outside of tests they are refused. */
import { platformFacts } from '../../apex/platform/facts.ts';
import type { PlatformMember, PlatformType } from '../../apex/platform/facts.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

/**
 * A static method of `ConnectApi`. Tests without the org's data may call only those for whose answer there is a
 * `setTest…` (Apex Developer Guide, "Test Connect in Apex"); the message is known from
 * forcedotcom/b2b-commerce-on-lightning-quickstart#12, the exception also from trailheadapps/apex-recipes.
 */
export function connectMember(owner: PlatformType, { name }: PlatformMember): () => never {
  const isTestable = platformFacts.members(owner, `setTest${name}`).length > 0 || /^setTest/i.test(name);
  return () => {
    const { test } = currentTransaction();
    if (test === null || test.seesAllData || isTestable) return notSupported(`${owner.name}.${name}`);
    throw apexException(
      'UnsupportedOperationException',
      'ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).'
    );
  };
}
