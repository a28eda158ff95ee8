/** `format()` of the numeric types: the user's locale, at most three decimals, as java.text.NumberFormat's default. */
import { notSupported } from '../machine/errors.ts';
import type { Decimal } from '../values/decimal.ts';
import { userContext } from '../values/user-context.ts';

/** Locales that group by thousands with a comma and use a point. */
const COMMA_AND_POINT = /^(en|ja|ko|zh|th)(_|$)/;

export function formatNumber(value: Decimal): string {
  const { locale } = userContext();
  if (!COMMA_AND_POINT.test(locale) || locale === 'en_IN' || locale === 'en_ZA')
    notSupported(`number formats of locale ${locale}`);
  const rounded = value.setScale(Math.min(Math.max(value.scale, 0), 3), 'HALF_EVEN').stripTrailingZeros();
  const [whole, fraction] = rounded.toPlainString().split('.') as [string, string | undefined];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
