/** The values of a picklist as metadata writes them. */
import type { PicklistValue, StatusFacts } from './schema.ts';
import type { XmlElement } from './xml.ts';

export function picklistValues(elements: readonly XmlElement[], sorted: boolean): PicklistValue[] {
  const values = elements.map((value) => ({
    value: value.required('fullName'),
    label: value.text('label') ?? value.required('fullName'),
    active: value.text('isActive') !== 'false',
    isDefault: value.flag('default')
  }));
  return sorted ? values.sort((a, b) => a.label.localeCompare(b.label)) : values;
}

/** The values with what they say of a status. */
export function statusValues(elements: readonly XmlElement[], sorted: boolean): PicklistValue[] {
  const facts = new Map(elements.map((value) => [value.required('fullName'), statusFacts(value)]));
  return picklistValues(elements, sorted).map((each) => ({ ...each, status: facts.get(each.value)! }));
}

function statusFacts(value: XmlElement): StatusFacts {
  return {
    closed: value.flag('closed'),
    won: value.flag('won'),
    converted: value.flag('converted'),
    highPriority: value.flag('highPriority'),
    probability: value.integer('probability'),
    forecastCategory: value.text('forecastCategory')
  };
}
