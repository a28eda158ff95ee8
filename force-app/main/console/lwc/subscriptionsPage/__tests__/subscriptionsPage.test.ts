import SubscriptionsPage from 'c/subscriptionsPage';
import { mount, query } from '../../../../../../types/jest-lwc';

describe('c-subscriptions-page', () => {
  afterEach(() => document.body.replaceChildren());

  it('says that nothing is collected yet', async () => {
    const element = await mount('c-subscriptions-page', SubscriptionsPage);
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Subscriptions_NotYetTitle' });
    await expect(element).toBeAccessible();
  });
});
