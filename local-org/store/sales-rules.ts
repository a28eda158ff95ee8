/**
 * Prices and amounts that the platform keeps: price book entries, and opportunities with their products. Sources: Object
 * Reference v65, "Pricebook2", "PricebookEntry", "OpportunityLineItem", "Opportunity"; "field integrity exception" of
 * UseStandardPrice: fishofprey.com/2012/03/salesforce-obscure-field-integrity.html.
 */
import type { SqliteValue } from './driver.ts';
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { makeId } from './ids.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';

/** The price book that every org has. */
export const STANDARD_PRICE_BOOK_ID = makeId('01s', 1);

export const SALES_RULES: Readonly<Record<string, ObjectRules>> = {
  Pricebook2: {
    before({ row, id }) {
      if (id === STANDARD_PRICE_BOOK_ID) row.set('IsStandard', 1);
      return [];
    },
    beforeDelete: (store, id) =>
      id === STANDARD_PRICE_BOOK_ID || store.all('SELECT 1 FROM PricebookEntry WHERE Pricebook2Id = ?', id).length > 0
        ? refuse('deleting the standard price book, or one with entries')
        : []
  },
  Product2: {
    before: () => [],
    after: (store, id) =>
      store.run(
        `UPDATE PricebookEntry SET (Name, ProductCode) = (SELECT Name, ProductCode FROM Product2 WHERE Id = ?1) WHERE Product2Id = ?1`,
        id
      ),
    beforeDelete: (store, id) =>
      store.all('SELECT 1 FROM PricebookEntry WHERE Product2Id = ?', id).length > 0
        ? refuse('deleting a product that has prices, which archives it')
        : []
  },
  PricebookEntry: {
    before: priceBookEntry,
    after: (store, id) =>
      store.run(
        `UPDATE PricebookEntry SET (Name, ProductCode) = (SELECT p.Name, p.ProductCode FROM Product2 p WHERE p.Id = Product2Id) WHERE Id = ?`,
        id
      ),
    beforeDelete: () => refuse('deleting price book entries, which archives those in use')
  },
  OpportunityLineItem: {
    before: lineItem,
    after(store, id) {
      store.run(
        `UPDATE OpportunityLineItem SET
           (Product2Id, ListPrice, ProductCode, Name) = (SELECT e.Product2Id, e.UnitPrice, e.ProductCode,
             (SELECT o.Name FROM Opportunity o WHERE o.Id = OpportunityId) || ' ' || e.Name
             FROM PricebookEntry e WHERE e.Id = PricebookEntryId),
           Subtotal = CAST(ROUND(UnitPrice * Quantity / 100.0) AS INTEGER),
           TotalPrice = CAST(ROUND(UnitPrice * Quantity / 100.0 * (10000 - COALESCE(Discount, 0)) / 10000.0) AS INTEGER)
         WHERE Id = ?`,
        id
      );
      const [opportunity] = store.all('SELECT OpportunityId FROM OpportunityLineItem WHERE Id = ?', id)[0]!;
      store.run(
        `UPDATE Opportunity SET Pricebook2Id = (SELECT e.Pricebook2Id FROM PricebookEntry e JOIN OpportunityLineItem l ON l.PricebookEntryId = e.Id WHERE l.Id = ?)
         WHERE Id = ? AND Pricebook2Id IS NULL`,
        id,
        opportunity!
      );
      sumUp(store, opportunity!);
    },
    afterDelete: (store, id) =>
      sumUp(store, store.all('SELECT OpportunityId FROM OpportunityLineItem WHERE Id = ?', id)[0]![0]!)
  },
  // Source of the text: an answer of an org quoted in public tests (CompositeBatchTransactionTest of chgustaf).
  Account: {
    before: () => [],
    beforeDelete(store, id) {
      const won = store.all(
        'SELECT "Name" FROM "Opportunity" WHERE "AccountId" = ? AND "IsWon" = 1 AND "IsDeleted" = 0',
        id
      );
      if (won.length === 0) return [];
      const [account] = store.all('SELECT "Name" FROM "Account" WHERE "Id" = ?', id);
      return [
        dmlError(
          'DELETE_FAILED',
          `Your attempt to delete ${String(account?.[0])} could not be completed because some opportunities in that account were closed won. The opportunities that could not be deleted are shown below.: ${won.map(([name]) => String(name)).join(', ')}\n`
        )
      ];
    }
  },
  Opportunity: {
    before({ store, row, id, given }) {
      const moved = id !== null && given.has('Pricebook2Id') && hasLines(store, id);
      const [before] = moved ? store.all('SELECT Pricebook2Id FROM Opportunity WHERE Id = ?', id) : [];
      return before !== undefined && before[0] !== row.get('Pricebook2Id')
        ? refuse('another price book for an opportunity that has products')
        : [];
    },
    // What is said about an amount that follows from products is passed over.
    after: (store, id) => (hasLines(store, id) ? sumUp(store, id) : undefined)
  }
};

function hasLines(store: Store, opportunity: string): boolean {
  return (
    store.all('SELECT 1 FROM OpportunityLineItem WHERE OpportunityId = ? AND IsDeleted = 0 LIMIT 1', opportunity)
      .length > 0
  );
}

/** The amount and quantity of an opportunity are those of its products, as long as it has any. */
function sumUp(store: Store, opportunity: SqliteValue): void {
  store.run(
    `UPDATE Opportunity SET
       HasOpportunityLineItem = EXISTS (SELECT 1 FROM OpportunityLineItem l WHERE l.OpportunityId = ?1 AND l.IsDeleted = 0),
       (Amount, TotalOpportunityQuantity) = (SELECT COALESCE(SUM(l.TotalPrice), 0), COALESCE(SUM(l.Quantity), 0) FROM OpportunityLineItem l WHERE l.OpportunityId = ?1 AND l.IsDeleted = 0)
     WHERE Id = ?1`,
    opportunity
  );
}

function priceBookEntry({ store, row, id }: SavedRow): DmlError[] {
  if (row.get('UseStandardPrice') === 1) return refuse('price book entries with UseStandardPrice');
  const [book, product] = [row.get('Pricebook2Id') ?? null, row.get('Product2Id') ?? null];
  if (id !== null || book === null || product === null) return [];
  const entries = (priceBook: SqliteValue) =>
    store.all(
      'SELECT 1 FROM PricebookEntry WHERE Pricebook2Id = ? AND Product2Id = ? AND IsDeleted = 0',
      priceBook,
      product
    );
  if (entries(book).length > 0)
    return [dmlError('DUPLICATE_VALUE', 'This price definition already exists in this price book')];
  return book !== STANDARD_PRICE_BOOK_ID && entries(STANDARD_PRICE_BOOK_ID).length === 0
    ? [dmlError('STANDARD_PRICE_NOT_DEFINED', 'Before creating a custom price, create a standard price.')]
    : [];
}

/** What an entry or a price is missing for is told in words that are not published, so it is refused. */
function lineItem({ store, row, id, given }: SavedRow): DmlError[] {
  const entry = row.get('PricebookEntryId') ?? null;
  if (entry === null) return refuse('opportunity products that name no price book entry');
  if ((row.get('UnitPrice') ?? null) === null) return refuse('opportunity products without a sales price');
  if (given.has('TotalPrice')) return refuse('opportunity products that say their total price');
  if (id !== null) return [];
  const found = store.all('SELECT Pricebook2Id, IsActive FROM PricebookEntry WHERE Id = ?', entry)[0];
  if (found === undefined) return [];
  if (found[1] !== 1) return refuse('opportunity products of a price that is not active');
  const book = store.all('SELECT Pricebook2Id FROM Opportunity WHERE Id = ?', row.get('OpportunityId') ?? null)[0]?.[0];
  return book === undefined || book === null || book === found[0]
    ? []
    : [
        dmlError(
          'FIELD_INTEGRITY_EXCEPTION',
          'field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the opportunity)',
          ['PricebookEntryId']
        )
      ];
}
