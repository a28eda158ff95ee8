/** What settings and features of a project's org change that is not done here. */
import { isOn } from '../metadata/org-shape.ts';
import type { OrgSwitch } from '../metadata/org-shape.ts';
import type { SfdxProject } from '../metadata/project.ts';
import type { OrgFeature, RefusedSave, SaveOperation } from '../runtime/platform/gaps.ts';

const SAVES: readonly SaveOperation[] = ['insert', 'update', 'delete', 'undelete'];

/** Settings that change how objects are saved, and the value that differs from that of a new org. */
const OF_OBJECTS: ReadonlyArray<readonly [setting: string, value: string, objects: readonly string[]]> = [
  ['order.enablenegativequantity', 'true', ['OrderItem']],
  ['order.enablezeroquantity', 'true', ['OrderItem']],
  ['order.enablereductionorders', 'true', ['Order', 'OrderItem']],
  ['contract.autocalculateenddate', 'false', ['Contract']],
  ['product.enablecascadeactivatetorelatedprices', 'true', ['Product2', 'PricebookEntry']]
];

/** Fields of fiscal periods follow the calendar year here. */
const FISCAL_START = 'company.fiscalyear.startmonth';
/** A definition gives an object a record type of its own, which is the default of administrators. */
const DEFAULT_TYPE = /^object\.(?<object>\w+)\.defaultrecordtype$/;

export function shapeSaves({ orgSwitches }: SfdxProject): Array<readonly [object: string, refused: RefusedSave]> {
  return orgSwitches.flatMap(({ name, value, path }): Array<readonly [string, RefusedSave]> => {
    const objects = OF_OBJECTS.filter(([setting, changed]) => setting === name && changed === value).flatMap(
      ([, , each]) => each
    );
    const typed = DEFAULT_TYPE.exec(name)?.groups?.['object'];
    const found = [
      ...objects,
      ...(movesFiscalYear({ name, value }) ? ['Opportunity'] : []),
      ...(typed === undefined ? [] : [typed])
    ];
    return found.map((object) => [object, { why: `${path} sets ${name}`, operations: SAVES }]);
  });
}

export function featuresOf(projects: readonly SfdxProject[]): ReadonlySet<OrgFeature> {
  const switches = projects.flatMap(({ orgSwitches }) => orgSwitches);
  const found = new Set<OrgFeature>();
  if (isOn(switches, 'feature.personaccounts', 'account.enablepersonaccounts')) found.add('personAccounts');
  if (isOn(switches, 'feature.stateandcountrypicklist') || switches.some(isAddress)) found.add('addressPicklists');
  if (switches.some(movesFiscalYear)) found.add('fiscalYear');
  return found;
}

function movesFiscalYear({ name, value }: Pick<OrgSwitch, 'name' | 'value'>): boolean {
  return name === FISCAL_START && value !== 'January';
}

/** Settings of states and countries are there where the picklists are. */
function isAddress({ name }: OrgSwitch): boolean {
  return name.startsWith('address.countriesandstates.');
}
