import Badge from 'c/badge';
import { mount, query, textOf } from '../../../../../../types/jest-lwc';

describe('c-badge', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a word, not a colour alone', async () => {
    const element = await mount('c-badge', Badge, { label: 'Running', theme: 'active' });
    expect(textOf(element, '.badge_active').trim()).toBe('Running');
    expect(query(element, 'lightning-icon')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('has an icon where one is given', async () => {
    const element = await mount('c-badge', Badge, { label: 'Passed', iconName: 'utility:success' });
    expect(query(element, '.badge_neutral lightning-icon')).toMatchObject({ iconName: 'utility:success' });
  });
});
