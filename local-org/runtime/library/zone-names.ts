/**
 * Short names of time zones for which JavaScript only has offsets (`GMT+1`). Facts: java.util.TimeZone.getDisplayName
 * in English, which SimpleDateFormat's `z` prints; zones of the platform's list for users.
 */

/** Name in standard time, with `/` and the one in summer where clocks change, to the zones below each region. */
const NAMES: Readonly<Record<string, string>> = {
  'GMT/BST': 'Europe/London',
  'GMT/IST': 'Europe/Dublin',
  'WET/WEST': 'Europe/Lisbon Atlantic/Canary',
  'CET/CEST':
    'Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich',
  'EET/EEST':
    'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Asia/Beirut Africa/Cairo',
  MSK: 'Europe/Moscow Europe/Minsk',
  TRT: 'Europe/Istanbul Asia/Istanbul',
  CET: 'Africa/Algiers Africa/Tunis',
  WAT: 'Africa/Lagos',
  CAT: 'Africa/Harare Africa/Maputo',
  EAT: 'Africa/Nairobi Africa/Addis_Ababa',
  SAST: 'Africa/Johannesburg',
  'IST/IDT': 'Asia/Jerusalem',
  AST: 'Asia/Baghdad Asia/Kuwait Asia/Riyadh Asia/Qatar',
  GST: 'Asia/Dubai Asia/Muscat',
  IRST: 'Asia/Tehran',
  AFT: 'Asia/Kabul',
  PKT: 'Asia/Karachi',
  UZT: 'Asia/Tashkent',
  YEKT: 'Asia/Yekaterinburg',
  IST: 'Asia/Kolkata Asia/Calcutta Asia/Colombo',
  NPT: 'Asia/Kathmandu Asia/Katmandu',
  BDT: 'Asia/Dhaka',
  MMT: 'Asia/Rangoon Asia/Yangon',
  ICT: 'Asia/Bangkok Asia/Ho_Chi_Minh Asia/Saigon',
  WIB: 'Asia/Jakarta',
  CST: 'Asia/Shanghai Asia/Taipei',
  HKT: 'Asia/Hong_Kong',
  MYT: 'Asia/Kuala_Lumpur',
  SGT: 'Asia/Singapore',
  PST: 'Asia/Manila',
  KST: 'Asia/Seoul',
  JST: 'Asia/Tokyo',
  AWST: 'Australia/Perth',
  ACST: 'Australia/Darwin',
  'ACST/ACDT': 'Australia/Adelaide',
  AEST: 'Australia/Brisbane',
  'AEST/AEDT': 'Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra',
  'NZST/NZDT': 'Pacific/Auckland',
  ART: 'America/Argentina/Buenos_Aires America/Buenos_Aires',
  BRT: 'America/Sao_Paulo',
  COT: 'America/Bogota',
  PET: 'America/Lima',
  VET: 'America/Caracas',
  'CLT/CLST': 'America/Santiago',
  'NST/NDT': 'America/St_Johns'
};

const BY_ZONE = new Map(
  Object.entries(NAMES).flatMap(([names, zones]) => zones.split(' ').map((zone) => [zone, names.split('/')] as const))
);

/** Null for zones whose name is not known. */
export function shortZoneName(zone: string, isSummer: boolean): string | null {
  const names = BY_ZONE.get(zone);
  return names === undefined ? null : (names[isSummer ? 1 : 0] ?? names[0]!);
}
