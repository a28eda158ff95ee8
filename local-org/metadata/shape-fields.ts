/** Fields that features of an org add to its objects. */
import { makeField } from './field-flags.ts';
import { isOn } from './org-shape.ts';
import type { OrgSwitch } from './org-shape.ts';
import type { ObjectSchema, OrgSchema } from './schema.ts';
import { isUndescribedField } from './standard-objects.ts';

const CURRENCY = 'CurrencyIsoCode';
/** Of an org in the United States; others are active once code or an admin has added them. */
const CORPORATE_CURRENCY = 'USD';
const NAMED = ['contact', 'lead', 'user'];

/** Adds the fields to the objects, whose own fields are all there. */
export function addShapeFields(objects: Map<string, ObjectSchema>, switches: readonly OrgSwitch[]): void {
  const names = [
    ...(isOn(switches, 'name.enablemiddlename') ? ['MiddleName'] : []),
    ...(isOn(switches, 'name.enablenamesuffix') ? ['Suffix'] : [])
  ];
  for (const key of NAMED) {
    const object = objects.get(key);
    if (object !== undefined) objects.set(key, withFields(object, names.map(namePart)));
  }
  if (!isOn(switches, 'feature.multicurrency', 'currency.enablemulticurrency')) return;
  for (const [key, object] of objects)
    if (hasCurrency(object)) objects.set(key, withFields(object, [currencyOf(object)]));
}

/** Whether records have a currency each. */
export function isMultiCurrency({ objects }: OrgSchema): boolean {
  return objects.get('account')?.fields.has(CURRENCY.toLowerCase()) === true;
}

function withFields(object: ObjectSchema, added: ReadonlyArray<ReturnType<typeof makeField>>): ObjectSchema {
  const missing = added.filter(({ apiName }) => !object.fields.has(apiName.toLowerCase()));
  return missing.length === 0
    ? object
    : {
        ...object,
        fields: new Map([...object.fields, ...missing.map((field) => [field.apiName.toLowerCase(), field] as const)])
      };
}

function namePart(apiName: string): ReturnType<typeof makeField> {
  return makeField({ apiName, label: apiName === 'MiddleName' ? 'Middle Name' : apiName, type: 'string', length: 40 });
}

/** Custom objects and settings have one, and those standard objects whose reference names the field. */
function hasCurrency({ apiName, kind, outline }: ObjectSchema): boolean {
  if (outline === true) return false;
  if (kind === 'standard') return isUndescribedField(apiName, CURRENCY);
  return kind === 'custom' || kind === 'listSetting' || kind === 'hierarchySetting';
}

/** One currency is active in a new org, and no other value is taken. The labels are from memory. */
function currencyOf({ label, custom }: ObjectSchema): ReturnType<typeof makeField> {
  return makeField({
    apiName: CURRENCY,
    label: custom ? 'Currency' : `${label} Currency`,
    type: 'picklist',
    length: 255,
    restrictedPicklist: true,
    picklistValues: [{ value: CORPORATE_CURRENCY, label: 'USD - U.S. Dollar', active: true, isDefault: true }],
    defaultValue: CORPORATE_CURRENCY,
    defaultedOnCreate: true
  });
}
