import LOCALE from '@salesforce/i18n/locale';
import { formatCount, formatLabel, isKnown } from 'c/format';
import type { Licence, LicenceKind } from 'types/inventory';
import labels from './labels';

/** A licence as the table shows it. */
export interface LicenceRow {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  /** What is wrong with it. */
  readonly mark: string;
  readonly used: string;
  readonly total: string;
  readonly free: string;
  readonly share: number | null;
  readonly isEmpty: boolean;
}

/** The licences of one kind. */
export interface LicenceGroup {
  readonly kind: LicenceKind;
  readonly heading: string;
  readonly rows: readonly LicenceRow[];
}

const KINDS: readonly LicenceKind[] = ['userLicenses', 'permissionSetLicenses', 'packageLicenses'];
/** Of a kind of licence that needs no words. */
const ACTIVE = 'Active';
// A day without a time: the same day everywhere.
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });

/**
 * Licences by kind; kinds without any are left out.
 * @param today ISO 8601 date
 */
export function groupsOf(licences: readonly Licence[], today: string): readonly LicenceGroup[] {
  return KINDS.map((kind) => ({
    kind,
    heading: labels[kind],
    rows: licences.filter((licence) => licence.kind === kind).map((licence) => rowOf(licence, today))
  })).filter(({ rows }) => rows.length > 0);
}

function rowOf({ kind, name, status, total, used, expires }: Licence, today: string): LicenceRow {
  const isLimited = isKnown(total);
  const isExpired = Boolean(expires) && expires! < today;
  const isOver = isLimited && isKnown(used) && used > total;
  const until = expires && !isExpired ? formatLabel(labels.until, dayOf(expires)) : '';
  return {
    key: `${kind} ${name}`,
    name,
    // That it has expired is marked.
    note: [status === ACTIVE || isExpired ? '' : status, until].filter(Boolean).join(', '),
    mark: isExpired ? formatLabel(labels.expired, dayOf(expires!)) : isOver ? labels.over : '',
    used: isKnown(used) ? formatCount(used) : labels.unknown,
    total: isLimited ? formatCount(total) : labels.noLimit,
    free: freeOf(total, used),
    share: isLimited && isKnown(used) && total > 0 ? used / total : null,
    isEmpty: total === 0 && used === 0
  };
}

function freeOf(total: number | null | undefined, used: number | null | undefined): string {
  if (!isKnown(total)) return labels.noLimit;
  return isKnown(used) ? formatCount(Math.max(total - used, 0)) : labels.unknown;
}

const dayOf = (iso: string): string => DAY.format(new Date(iso));
