/**
 * Contracts and orders: status categories, activation, prices and amounts. Sources: Object Reference v65, "Contract",
 * "Order", "OrderItem"; the text for an order without products as an org gave it in public code, that for a contract which
 * is made active from memory.
 */
import type { SqliteValue } from './driver.ts';
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';

export const ORDER_RULES: Readonly<Record<string, ObjectRules>> = {
  Contract: { before: contract },
  Order: {
    before: order,
    beforeDelete: (store, id) => (isActive(store, id) ? refuse('deleting an activated order') : [])
  },
  OrderItem: {
    before: item,
    after(store, id) {
      store.run(
        `UPDATE "OrderItem" SET ("Product2Id", "ListPrice") = (SELECT e."Product2Id", e."UnitPrice" FROM "PricebookEntry" e WHERE e."Id" = "PricebookEntryId"),
           "TotalPrice" = CAST(ROUND("UnitPrice" * "Quantity" / 100.0) AS INTEGER), "AvailableQuantity" = "Quantity" WHERE "Id" = ?`,
        id
      );
      sumUp(store, orderOf(store, id));
    },
    beforeDelete: (store, id) =>
      isActive(store, orderOf(store, id)) ? refuse('deleting a product of an activated order') : [],
    afterDelete: (store, id) => sumUp(store, orderOf(store, id))
  }
};

const DAY = 86_400_000;

function contract({ store, row, id }: SavedRow): DmlError[] {
  const before = id === null ? null : store.all('SELECT "Status" FROM "Contract" WHERE "Id" = ?', id)[0]![0];
  const status = row.get('Status') ?? null;
  if (id === null && status !== null && status !== 'Draft')
    return [
      dmlError(
        'FAILED_ACTIVATION',
        'Choose a valid contract status and save your changes. Ask your admin for details.',
        ['Status']
      )
    ];
  if (before === 'Activated' && status !== 'Activated') return refuse('another status for an activated contract');
  row.set('StatusCode', status === 'In Approval Process' ? 'InApproval' : status);
  if (status === 'Activated' && before !== 'Activated') activate(store, row);
  const [start, months] = [row.get('StartDate') ?? null, row.get('ContractTerm') ?? null];
  row.set('EndDate', typeof start === 'string' && typeof months === 'number' ? endOf(start, months) : null);
  return [];
}

/** The day before the one that is so many months later. */
function endOf(start: string, months: number): string {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)) - DAY).toISOString().slice(0, 10);
}

function activate(store: Store, row: SavedRow['row']): void {
  row.set('ActivatedDate', store.clock());
  row.set('ActivatedById', store.userId);
}

function order({ store, row, id, given }: SavedRow): DmlError[] {
  const status = row.get('Status') ?? null;
  if ((row.get('AccountId') ?? null) === null) return refuse('an order without an account');
  if (row.get('IsReductionOrder') === 1) return refuse('reduction orders');
  if (status !== null && status !== 'Draft' && status !== 'Activated')
    return refuse(`the order status ${String(status)}`);
  if (id === null && status === 'Activated') return refuse('a new order that is activated, which the platform refuses');
  if (id === null) row.set('TotalAmount', 0n);
  if (status !== null) row.set('StatusCode', status);
  if (id === null) return [];
  const wasActive = isActive(store, id);
  if (wasActive && [...given].some((name) => LOCKED.has(name))) return refuse('changing an activated order');
  if (given.has('Pricebook2Id') && items(store, id) > 0)
    return refuse('another price book for an order that has products');
  if (status === 'Activated' && !wasActive) {
    if (items(store, id) === 0) return [dmlError('FAILED_ACTIVATION', 'An order must have at least one product.')];
    activate(store, row);
  }
  return [];
}

const LOCKED: ReadonlySet<string> = new Set(['Status', 'AccountId', 'ContractId', 'Pricebook2Id', 'EffectiveDate']);

function isActive(store: Store, order: SqliteValue): boolean {
  return store.all(`SELECT 1 FROM "Order" WHERE "Id" = ? AND "StatusCode" = 'Activated'`, order).length > 0;
}

function items(store: Store, order: SqliteValue): number {
  return Number(store.all('SELECT COUNT(*) FROM "OrderItem" WHERE "OrderId" = ? AND "IsDeleted" = 0', order)[0]![0]);
}

function orderOf(store: Store, item: string): SqliteValue {
  return store.all('SELECT "OrderId" FROM "OrderItem" WHERE "Id" = ?', item)[0]![0]!;
}

function sumUp(store: Store, order: SqliteValue): void {
  store.run(
    `UPDATE "Order" SET "TotalAmount" = (SELECT COALESCE(SUM(i."TotalPrice"), 0) FROM "OrderItem" i WHERE i."OrderId" = ?1 AND i."IsDeleted" = 0) WHERE "Id" = ?1`,
    order
  );
}

/** What a product is refused for is told in words that are not published, so it is refused here. */
function item({ store, row, id }: SavedRow): DmlError[] {
  const [entry, parent] = [row.get('PricebookEntryId') ?? null, row.get('OrderId') ?? null];
  if (entry === null) return refuse('order products that name no price book entry');
  if ((row.get('UnitPrice') ?? null) === null) return refuse('order products without a unit price');
  if (parent === null || (row.get('Quantity') ?? null) === null) return [];
  if (isActive(store, parent)) return refuse('products of an activated order');
  if (id !== null) return [];
  const book = store.all('SELECT "Pricebook2Id" FROM "Order" WHERE "Id" = ?', parent)[0]?.[0] ?? null;
  const found = store.all('SELECT "Pricebook2Id", "IsActive" FROM "PricebookEntry" WHERE "Id" = ?', entry)[0];
  if (found === undefined) return [];
  if (book === null) return refuse('products of an order without a price book, which the platform refuses');
  if (book !== found[0]) return refuse('an order product of another price book, which the platform refuses');
  return found[1] === 1 ? [] : refuse('order products of a price that is not active');
}
