import Stencil from 'c/stencil';
import { mount, query, textOf } from '../../../../../../types/jest-lwc';

describe('c-stencil', () => {
  afterEach(() => document.body.replaceChildren());

  it('tells a screen reader in words what others see as an outline', async () => {
    const element = await mount('c-stencil', Stencil);
    expect(textOf(element, '[role="status"]')).toBe('c.Console_Loading');
    expect(query(element, '.lines')!.getAttribute('aria-hidden')).toBe('true');
    await expect(element).toBeAccessible();
  });
});
