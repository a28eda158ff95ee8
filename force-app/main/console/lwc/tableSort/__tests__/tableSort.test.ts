import { nextOrder, sortHeaders, sortRows } from 'c/tableSort';

describe('c/tableSort', () => {
  const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: 0 }];

  it('sorts numbers as numbers and leaves unknown values last in both directions', () => {
    expect(sortRows(rows, (row) => row.v, true).map((row) => row.v)).toEqual([0, 2, 10, null]);
    expect(sortRows(rows, (row) => row.v, false).map((row) => row.v)).toEqual([10, 2, 0, null]);
  });

  it('sorts texts without case and with numbers in order', () => {
    const texts = ['b10', 'B2', 'a'];
    expect(sortRows(texts, (text) => text, true)).toEqual(['a', 'B2', 'b10']);
  });

  it('leaves the given rows as they are', () => {
    sortRows(rows, (row) => row.v, true);
    expect(rows[0]).toEqual({ v: 2 });
  });

  it('turns the direction on the same column and begins ascending on another', () => {
    expect(nextOrder({ column: 'a', ascending: true }, 'a')).toEqual({ column: 'a', ascending: false });
    expect(nextOrder({ column: 'a', ascending: false }, 'b')).toEqual({ column: 'b', ascending: true });
  });

  it('marks the sorted column only', () => {
    const columns = ['a', 'b'].map((name) => ({ name, label: name, headerClass: '' }));
    expect(sortHeaders(columns, { column: 'b', ascending: false })).toMatchObject([
      { name: 'a', ariaSort: 'none', iconName: undefined },
      { name: 'b', ariaSort: 'descending', iconName: 'utility:arrowdown', iconText: 'c.Console_SortDescending' }
    ]);
    expect(sortHeaders(columns, { column: 'a', ascending: true })[0]).toMatchObject({ ariaSort: 'ascending' });
  });
});
