import Pager from 'c/pager';
import { fire, mount, query } from '../../../../../../types/jest-lwc';

describe('c-pager', () => {
  afterEach(() => document.body.replaceChildren());

  it('goes forth and back', async () => {
    const element = await mount('c-pager', Pager, { offset: 50, size: 50, total: 120 });
    const asked = jest.fn();
    element.addEventListener('page', (event) => asked((event as CustomEvent<unknown>).detail));
    await fire(element, '.next', 'click');
    await fire(element, '.previous', 'click');
    expect(asked.mock.calls).toEqual([[{ offset: 100 }], [{ offset: 0 }]]);
    await expect(element).toBeAccessible();
  });

  it('stops at both ends', async () => {
    const first = await mount('c-pager', Pager, { offset: 0, size: 50, total: 60 });
    expect(query(first, '.previous')).toMatchObject({ disabled: true });
    expect(query(first, '.next')).toMatchObject({ disabled: false });
    const last = await mount('c-pager', Pager, { offset: 50, size: 50, total: 60 });
    expect(query(last, '.next')).toMatchObject({ disabled: true });
  });

  it('shows nothing for a single page', async () => {
    expect(query(await mount('c-pager', Pager, { total: 50 }), '.pager')).toBeNull();
  });
});
