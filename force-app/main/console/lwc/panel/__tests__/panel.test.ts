import Panel from 'c/panel';
import { mount, query, textOf } from '../../../../../../types/jest-lwc';

describe('c-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('is a region under its heading', async () => {
    const element = await mount('c-panel', Panel, { heading: 'Schedule', note: 'When the job runs' });
    expect(textOf(element, 'h2')).toBe('Schedule');
    expect(query(element, 'section')!.getAttribute('aria-labelledby')).toBe(query(element, 'h2')!.id);
    expect(textOf(element, '.note')).toBe('When the job runs');
    await expect(element).toBeAccessible();
  });

  it('leaves out a note that there is not', async () => {
    const element = await mount('c-panel', Panel, { heading: 'Schedule' });
    expect(query(element, '.note')).toBeNull();
  });
});
