/**
 * `ApexPages.StandardController`, `StandardSetController` and `SelectOption` (Apex Reference Guide v65) as code makes
 * them itself. Standard controllers of pages that are served are refused there.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { DmlException } from '../library/dml-exception.ts';
import { given } from '../library/members.ts';
import { OrderedValue } from '../library/ordering.ts';
import { compareStrings } from '../library/string-search.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { addErrorMessage } from './apex-pages.ts';
import { dmlStatement } from './dml.ts';
import { locatedRows } from './dynamic-queries.ts';
import type { QueryLocatorValue } from './dynamic-queries.ts';
import { PageReferenceValue, recordPage } from './page-reference.ts';

const DML = { access: 'user', externalId: null, mergeWith: null, sharing: 'with' } as const;

/** A controller of a record that code handed over: it is the very record, with the fields that it has. */
class StandardControllerValue {
  readonly record: SObjectRecord;
  constructor(record: SObjectRecord | null) {
    this.record = given(record);
  }

  get savedId(): string {
    return this.record.id ?? notSupported('a page of a record that has not been saved');
  }

  /** The record's page; null after an error, of which the page then has a message. */
  save(): PageReferenceValue | null {
    try {
      dmlStatement({ ...DML, operation: this.record.id === null ? 'insert' : 'update', value: this.record });
    } catch (error) {
      if (!(error instanceof DmlException)) throw error;
      for (const failure of error.failures) addErrorMessage(failure.message);
      return null;
    }
    return recordPage(this.savedId);
  }

  remove(): PageReferenceValue {
    dmlStatement({ ...DML, operation: 'delete', value: this.record });
    return new PageReferenceValue({ reason: 'the page that StandardController.delete() leads to' });
  }
}

/** In tests records are handed over, so that the fields of the page's markup play no part. */
function addFields(): never {
  // The message is known from public code that guards the call with Test.isRunningTest().
  throw apexException(
    'SObjectException',
    'You cannot call addFields when the data is being passed into the controller by the caller.'
  );
}

/** "The default page size is 20" (StandardSetController.setPageSize). */
const PAGE_SIZE = 20;
/** "The maximum record limit for StandardSetController is 10,000 records." */
const MAXIMUM_RECORDS = 10_000;

class SetControllerValue {
  readonly all: ApexList;
  #pageSize = PAGE_SIZE;
  /** From 1. */
  page = 1;
  selected: ApexList;

  constructor(records: ApexList | null) {
    this.all = given(records);
    if (this.all.size > MAXIMUM_RECORDS) notSupported(`a set controller of more than ${MAXIMUM_RECORDS} records`);
    this.selected = new ApexList(runtimeType('List<SObject>'));
  }

  get pageSize(): number {
    return this.#pageSize;
  }

  set pageSize(size: number) {
    if (size < 1 || this.page !== 1) notSupported(`setPageSize(${size}) of a set controller on page ${this.page}`);
    this.#pageSize = size;
  }

  get pages(): number {
    return Math.max(1, Math.ceil(this.all.size / this.#pageSize));
  }

  goTo(page: number): void {
    if (page < 1 || page > this.pages) notSupported(`page ${page} of a set controller with ${this.pages}`);
    this.page = page;
  }

  get records(): ApexList {
    const from = (this.page - 1) * this.#pageSize;
    const shown = this.all.toArray().slice(from, from + this.#pageSize);
    return new ApexList(this.all.type, shown).makeReadOnly();
  }
}

/** Sorted by value, then by label, empty ones first; the text is the guide's too ("List Sorting"). */
class SelectOptionValue extends OrderedValue {
  value: string | null;
  label: string | null;
  isDisabled: boolean | null;
  escapesItem: boolean | null = true;
  constructor(value: string | null, label: string | null, isDisabled: boolean | null = false) {
    super();
    this.value = value;
    this.label = label;
    this.isDisabled = isDisabled;
  }

  override compareTo(other: this): number {
    return compareStrings(this.value ?? '', other.value ?? '') || compareStrings(this.label ?? '', other.label ?? '');
  }

  override toString(): string {
    return `System.SelectOption[value="${this.value}", label="${this.label}", disabled="${this.isDisabled}"]`;
  }
}

export const pageControllerTypes: LibraryType[] = [
  libraryType(
    'ApexPages.StandardController',
    { isInstance: (value) => value instanceof StandardControllerValue },
    {
      'new(SObject controllerSObject)': (_type: unknown, record: SObjectRecord | null) =>
        new StandardControllerValue(record),
      'void addFields(List<String> fieldNames)': addFields,
      'void reset()': () => notSupported('StandardController.reset()'),
      'PageReference cancel()': () =>
        new PageReferenceValue({ reason: 'the page that StandardController.cancel() leads to' }),
      'PageReference delete()': (self: StandardControllerValue) => self.remove(),
      'PageReference edit()': (self: StandardControllerValue) => {
        void self.savedId;
        return new PageReferenceValue({ reason: 'the page that StandardController.edit() leads to' });
      },
      'String getId()': (self: StandardControllerValue) => self.record.id,
      'SObject getRecord()': (self: StandardControllerValue) => self.record,
      'PageReference save()': (self: StandardControllerValue) => self.save(),
      'PageReference view()': (self: StandardControllerValue) => recordPage(self.savedId)
    }
  ),
  libraryType(
    'ApexPages.StandardSetController',
    { isInstance: (value) => value instanceof SetControllerValue },
    {
      'new(List<SObject> controllerSObjects)': (_type: unknown, records: ApexList | null) =>
        new SetControllerValue(records),
      'new(Database.QueryLocator queryLocator)': (_type: unknown, locator: QueryLocatorValue | null) =>
        new SetControllerValue(locatedRows(given(locator))),
      'void addFields(List<String> fieldNames)': addFields,
      'PageReference cancel()': () =>
        new PageReferenceValue({ reason: 'the page that StandardSetController.cancel() leads to' }),
      'PageReference save()': () => notSupported('StandardSetController.save()'),
      'void first()': (self: SetControllerValue) => self.goTo(1),
      'void last()': (self: SetControllerValue) => self.goTo(self.pages),
      'void next()': (self: SetControllerValue) => self.goTo(self.page + 1),
      'void previous()': (self: SetControllerValue) => self.goTo(self.page - 1),
      'Boolean getCompleteResult()': () => true,
      'Boolean getHasNext()': (self: SetControllerValue) => self.page < self.pages,
      'Boolean getHasPrevious()': (self: SetControllerValue) => self.page > 1,
      'Id getFilterId()': () => notSupported('list views'),
      'void setFilterId(String filterId)': () => notSupported('list views'),
      'List<SelectOption> getListViewOptions()': () => notSupported('list views'),
      'Integer getPageNumber()': (self: SetControllerValue) => self.page,
      'void setPageNumber(Integer pageNumber)': (self: SetControllerValue, page: number | null) =>
        self.goTo(given(page)),
      'Integer getPageSize()': (self: SetControllerValue) => self.pageSize,
      'void setPageSize(Integer pageSize)': (self: SetControllerValue, size: number | null) => {
        self.pageSize = given(size);
      },
      'SObject getRecord()': () => notSupported('StandardSetController.getRecord()'),
      'List<SObject> getRecords()': (self: SetControllerValue) => self.records,
      'Integer getResultSize()': (self: SetControllerValue) => self.all.size,
      'List<SObject> getSelected()': (self: SetControllerValue) => self.selected,
      'void setSelected(List<SObject> selectedRecords)': (self: SetControllerValue, selected: ApexList | null) => {
        self.selected = given(selected);
      }
    }
  ),
  libraryType(
    'SelectOption',
    { isInstance: (value) => value instanceof SelectOptionValue },
    {
      'new(String value, String label)': (_type: unknown, value: string | null, label: string | null) =>
        new SelectOptionValue(value, label),
      'new(String value, String label, Boolean isDisabled)': (
        _type: unknown,
        value: string | null,
        label: string | null,
        isDisabled: boolean | null
      ) => new SelectOptionValue(value, label, isDisabled),
      'Boolean getDisabled()': (self: SelectOptionValue) => self.isDisabled,
      'void setDisabled(Boolean isDisabled)': (self: SelectOptionValue, isDisabled: boolean | null) => {
        self.isDisabled = isDisabled;
      },
      'Boolean getEscapeItem()': (self: SelectOptionValue) => self.escapesItem,
      'void setEscapeItem(Boolean itemsEscaped)': (self: SelectOptionValue, escapes: boolean | null) => {
        self.escapesItem = escapes;
      },
      'String getLabel()': (self: SelectOptionValue) => self.label,
      'void setLabel(String label)': (self: SelectOptionValue, label: string | null) => {
        self.label = label;
      },
      'String getValue()': (self: SelectOptionValue) => self.value,
      'void setValue(String value)': (self: SelectOptionValue, value: string | null) => {
        self.value = value;
      }
    }
  )
];
