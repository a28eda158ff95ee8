/**
 * `ApexPages` in tests (Apex Reference Guide v65, "ApexPages Class", "Message Class"): the page that a test is on and
 * the messages for it. Pages that are served have neither here.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { DmlException } from '../library/dml-exception.ts';
import { given } from '../library/members.ts';
import type { Members } from '../library/members.ts';
import type { ApexException } from '../machine/errors.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { libraryEnumValue } from './describe.ts';
import { PageReferenceValue } from './page-reference.ts';
import { currentTransaction } from './transaction.ts';

const SEVERITY = 'ApexPages.Severity';

export class PageMessage {
  readonly severity: unknown;
  readonly summary: string | null;
  /** The summary where no detail was given (test CON_ContactMerge_TEST of SalesforceFoundation/NPSP). */
  readonly detail: string | null;

  constructor(severity: unknown, summary: string | null, detail: string | null = summary) {
    this.severity = severity;
    this.summary = summary;
    this.detail = detail;
  }
}

/** An error message for the current page. */
export function addErrorMessage(text: string): void {
  pageOfTest('ApexPages.addMessage').messages.push(new PageMessage(libraryEnumValue(SEVERITY, 'ERROR'), text));
}

function pageOfTest(what: string): ReturnType<typeof currentTransaction>['page'] {
  const transaction = currentTransaction();
  if (transaction.kind !== 'test') notSupported(`${what} outside of tests`);
  return transaction.page;
}

/** Tests have a page before they set one (test HH_ManageHH_TEST of SalesforceFoundation/NPSP). */
function currentPage(): unknown {
  const page = pageOfTest('ApexPages.currentPage()');
  page.current ??= new PageReferenceValue({ reason: 'the address of the page of a test that has set none' });
  return page.current;
}

function setCurrentPage(page: unknown): void {
  pageOfTest('Test.setCurrentPage').current = page ?? notSupported('Test.setCurrentPage(null)');
}

/** One message a failed record, else one for the exception. */
function addMessages(exception: ApexException | null): void {
  const thrown = given(exception);
  const texts = thrown instanceof DmlException ? thrown.failures.map(({ message }) => message) : [thrown.message];
  texts.forEach(addErrorMessage);
}

function messages(): PageMessage[] {
  const all = pageOfTest('the messages of a page').messages as PageMessage[];
  const seen = new Set(all.map(({ summary, detail }) => JSON.stringify([summary, detail])));
  return seen.size === all.length ? all : notSupported('two messages for a page with the same text');
}

function message(
  _type: unknown,
  severity: unknown,
  summary: string | null,
  ...detail: [(string | null)?]
): PageMessage {
  return new PageMessage(severity, summary, ...detail);
}

/** Members of `Test` and of `System` that set and read the current page. */
export const pageTestMembers: Members = {
  'static void setCurrentPage(PageReference page)': setCurrentPage,
  'static void setCurrentPageReference(PageReference page)': setCurrentPage
};
export const pageSystemMembers: Members = {
  'static PageReference currentPageReference()': currentPage
};

export const apexPagesTypes: LibraryType[] = [
  libraryType(SEVERITY, { kind: 'enum', enumValues: ['CONFIRM', 'ERROR', 'FATAL', 'INFO', 'WARNING'] }, {}),
  libraryType(
    'ApexPages.Message',
    { isInstance: (value) => value instanceof PageMessage },
    {
      'new(ApexPages.Severity severity, String summary)': message,
      'new(ApexPages.Severity severity, String summary, String detail)': message,
      'new(ApexPages.Severity severity, String summary, String detail, String id)': (
        type: unknown,
        severity: unknown,
        summary: string | null,
        detail: string | null
      ) => message(type, severity, summary, detail),
      'String getComponentLabel()': () => null,
      'String getDetail()': (self: PageMessage) => self.detail,
      'ApexPages.Severity getSeverity()': (self: PageMessage) => self.severity,
      'String getSummary()': (self: PageMessage) => self.summary
    }
  ),
  libraryType(
    'ApexPages',
    {},
    {
      'static PageReference currentPage()': currentPage,
      'static void addMessage(ApexPages.Message message)': (added: PageMessage | null) => {
        if (added === null) throw apexException('NullPointerException', 'Argument cannot be null.');
        pageOfTest('ApexPages.addMessage').messages.push(added);
      },
      'static void addMessages(Exception exceptionThrown)': addMessages,
      'static List<ApexPages.Message> getMessages()': () =>
        new ApexList(runtimeType('List<ApexPages.Message>'), [...messages()]),
      'static Boolean hasMessages()': () => messages().length > 0,
      'static Boolean hasMessages(ApexPages.Severity severity)': (severity: unknown) =>
        messages().some((each) => each.severity === severity)
    }
  )
];
