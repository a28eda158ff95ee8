/**
 * Static methods of classes that share their name with an object (Apex Reference Guide v65, "BusinessHours Class", "Network
 * Class", "Site Class"). Source code means the object by the name, so they have names here that it cannot write.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { given } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { toId } from '../machine/ids.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { findRows } from './system-rows.ts';
import { currentTransaction } from './transaction.ts';

/**
 * Hours that never close, as those of a new org: whatever is asked of them is plain arithmetic.
 * @throws NotSupportedError for others, and where there are holidays
 */
function requireAlwaysOpen(id: string | null): void {
  const { store } = currentTransaction().org;
  const [hours] = findRows(store, 'BusinessHours', { Id: toId(given(id)) });
  if (hours === undefined) notSupported('BusinessHours methods with an Id that is not one of business hours');
  const times = Object.entries(hours).filter(([name]) => /day(?:Start|End)Time$/.test(name));
  const isOpen = hours['IsActive'] === true && times.length === 14 && times.every(([, time]) => time === 0);
  if (!isOpen) notSupported('BusinessHours methods with hours that are not around the clock');
  if (store.schema.objects.has('holiday') && findRows(store, 'Holiday').length > 0)
    notSupported('BusinessHours methods in an org with holidays');
}

function moved(id: string | null, from: ApexDatetime | null, by: bigint | null): ApexDatetime {
  requireAlwaysOpen(id);
  return new ApexDatetime(given(from).milliseconds + Number(given(by)));
}

/** No request is for a site or a network here. */
const none = (): null => null;

export const namesakeTypes: LibraryType[] = [
  libraryType(
    'SObject.BusinessHours',
    {},
    {
      'static Datetime add(Id businessHoursId, Datetime startDate, Long intervalMilliseconds)': moved,
      'static Datetime addGmt(Id businessHoursId, Datetime startDate, Long intervalMilliseconds)': moved,
      'static Long diff(String businessHoursId, Datetime startDate, Datetime endDate)': (
        id: string | null,
        start: ApexDatetime | null,
        end: ApexDatetime | null
      ) => {
        requireAlwaysOpen(id);
        return BigInt(given(end).milliseconds - given(start).milliseconds);
      },
      'static Boolean isWithin(String businessHoursId, Datetime targetDate)': (
        id: string | null,
        target: ApexDatetime | null
      ) => {
        requireAlwaysOpen(id);
        return given(target) !== null;
      },
      'static Datetime nextStartDate(Id businessHoursId, Datetime targetDate)': (
        id: string | null,
        target: ApexDatetime | null
      ) => {
        requireAlwaysOpen(id);
        return given(target);
      }
    }
  ),
  libraryType('SObject.Network', {}, { 'static String getNetworkId()': none }),
  libraryType('SObject.Site', {}, { 'static Id getSiteId()': none })
];
