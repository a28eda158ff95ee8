import { reduceErrors } from 'c/errors';

describe('c/errors', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['Apex', { body: { message: 'No access' }, status: 500 }, ['No access']],
    ['a list from the data service', { body: [{ message: 'a' }, { message: 'b' }] }, ['a', 'b']],
    [
      'page and field errors',
      { body: { pageErrors: [{ message: 'page' }], fieldErrors: { Name: [{ message: 'name' }] } } },
      ['page', 'name']
    ],
    [
      'record errors',
      { body: { output: { errors: [{ message: 'record' }], fieldErrors: { Name: [{ message: 'field' }] } } } },
      ['record', 'field']
    ],
    ['JavaScript', new TypeError('broken'), ['broken']],
    ['a text', 'plain', ['plain']],
    ['the network', { status: 0, statusText: 'Gateway timeout' }, ['Gateway timeout']],
    ['several, each once', ['a', 'a', { message: 'b' }], ['a', 'b']]
  ])('reads %s', (_source, failure, messages) => {
    expect(reduceErrors(failure)).toEqual(messages);
  });

  it.each([[{}], [{ body: {} }], [42], [{ message: ' ' }]])('says so when %p has no message', (failure) => {
    expect(reduceErrors(failure)).toEqual(['c.Console_ErrorUnknown']);
  });

  it.each([[null], [undefined], [[]]])('finds nothing in %p', (failure) => {
    expect(reduceErrors(failure)).toEqual([]);
  });
});
