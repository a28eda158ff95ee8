import Sparkline from 'c/sparkline';
import { mount, query } from '../../../../../../types/jest-lwc';

describe('c-sparkline', () => {
  afterEach(() => document.body.replaceChildren());

  it('draws a line with a gap where a value is unknown, and says in words what it shows', async () => {
    const element = await mount('c-sparkline', Sparkline, { values: [0, 0.5, null, 1, 1], label: 'Rising' });
    expect(query(element, 'path')!.getAttribute('d')).toBe('M2.0 22.0L31.0 12.0M89.0 2.0L118.0 2.0');
    expect(query(element, 'svg')!.getAttribute('aria-label')).toBe('Rising');
    await expect(element).toBeAccessible();
  });

  it.each([[[]], [[0.5]], [[null, 0.2]]])('draws nothing of %j', async (values) => {
    expect(query(await mount('c-sparkline', Sparkline, { values }), 'svg')).toBeNull();
  });
});
