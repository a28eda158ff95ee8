import { nextOrder, sortHeaders } from 'c/tableSort';

describe('c/tableSort', () => {
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
