/**
 * `Database.DMLOptions` (Apex Reference Guide v65, "DMLOptions Class"). No mail is sent, so
 * that header changes nothing; objects with duplicate rules of the project are not saved at all. Asking for the default
 * assignment rule changes nothing where the project has none that is active.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { refuseAssignment } from './gaps.ts';
import type { OrgContext } from './org-context.ts';
import { apexException, notSupported } from '../machine/errors.ts';

/** How a call of the `Database` class saves. */
export interface SaveOptions {
  readonly allOrNone?: boolean | null;
  readonly access?: 'user' | 'system' | 'default';
  readonly externalId?: string | null;
  readonly truncates?: boolean;
  /** The active assignment rule of the object is asked for. */
  readonly assigns?: boolean;
  readonly savesDuplicates?: boolean;
}

/** A header: what code has set, by lower-case name. */
class HeaderValue {
  readonly name: string;
  readonly flags = new Map<string, unknown>();
  constructor(name: string) {
    this.name = name;
  }
}

const DUPLICATES = 'Database.DMLOptions.DuplicateRuleHeader';
const ASSIGNMENT = 'Database.DMLOptions.AssignmentRuleHeader';
const EMAIL = 'Database.DMLOptions.EmailHeader';

export class DmlOptionsValue {
  optAllOrNone: boolean | null = null;
  allowFieldTruncation: boolean | null = null;
  readonly assignmentRuleHeader = new HeaderValue(ASSIGNMENT);
  readonly duplicateRuleHeader = new HeaderValue(DUPLICATES);
  readonly emailHeader = new HeaderValue(EMAIL);
}

/** Without a value, a call with options lets good rows pass ("optAllOrNone Property"). */
export function withOptions(options: DmlOptionsValue | null): SaveOptions {
  if (options === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  refuseNamedRule(options);
  return {
    allOrNone: options.optAllOrNone ?? false,
    truncates: options.allowFieldTruncation === true,
    assigns: asksForRule(options),
    savesDuplicates: options.duplicateRuleHeader.flags.get('allowSave') === true
  };
}

/** @throws NotSupportedError for a rule that options name */
function refuseNamedRule({ assignmentRuleHeader: { flags } }: DmlOptionsValue): void {
  if ((flags.get('assignmentRuleId') ?? null) !== null) notSupported('an assignment rule that options name');
}

function asksForRule({ assignmentRuleHeader: { flags } }: DmlOptionsValue): boolean {
  return flags.get('useDefaultRule') === true;
}

/** @throws NotSupportedError for what a record's own options would change in a save */
export function refuseOptions(org: Pick<OrgContext, 'gaps'>, objectName: string, options: DmlOptionsValue): void {
  refuseNamedRule(options);
  if (asksForRule(options)) refuseAssignment(org, objectName);
  if (options.optAllOrNone !== null || options.allowFieldTruncation !== null)
    notSupported('setOptions with optAllOrNone or allowFieldTruncation');
}

function header(name: string, flags: readonly string[]): LibraryType {
  return libraryType(
    name,
    { isInstance: (value) => value instanceof HeaderValue && value.name === name },
    Object.fromEntries(
      flags.map((flag) => [
        `${flag.endsWith('Id') ? 'Id' : 'Boolean'} ${flag} { get; set; }`,
        {
          get: (self: HeaderValue) => self.flags.get(flag) ?? null,
          set: (self: HeaderValue, value: unknown) => self.flags.set(flag, value)
        }
      ])
    )
  );
}

export const dmlOptionTypes: LibraryType[] = [
  libraryType(
    'Database.DMLOptions',
    { isInstance: (value) => value instanceof DmlOptionsValue },
    {
      'new()': () => new DmlOptionsValue(),
      'Boolean optAllOrNone { get; set; }': {
        get: (self: DmlOptionsValue) => self.optAllOrNone,
        set: (self: DmlOptionsValue, value: boolean | null) => {
          self.optAllOrNone = value;
        }
      },
      'Boolean allowFieldTruncation { get; set; }': {
        get: (self: DmlOptionsValue) => self.allowFieldTruncation,
        set: (self: DmlOptionsValue, value: boolean | null) => {
          self.allowFieldTruncation = value;
        }
      },
      [`${ASSIGNMENT} assignmentRuleHeader { get; }`]: { get: (self: DmlOptionsValue) => self.assignmentRuleHeader },
      [`${DUPLICATES} duplicateRuleHeader { get; }`]: { get: (self: DmlOptionsValue) => self.duplicateRuleHeader },
      [`${EMAIL} emailHeader { get; }`]: { get: (self: DmlOptionsValue) => self.emailHeader }
    }
  ),
  header(ASSIGNMENT, ['assignmentRuleId', 'useDefaultRule']),
  header(DUPLICATES, ['allowSave', 'includeRecordDetails', 'runAsCurrentUser']),
  header(EMAIL, ['triggerAutoResponseEmail', 'triggerOtherEmail', 'triggerUserEmail'])
];
