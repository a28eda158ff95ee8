import { createElement } from 'lwc';
import EmptyState from 'c/emptyState';

function mount(props: object): ShadowRoot {
  const element = createElement('c-empty-state', { is: EmptyState });
  Object.assign(element, props);
  document.body.append(element);
  return element.shadowRoot!;
}

describe('c-empty-state', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows heading, message and icon', () => {
    const root = mount({ heading: 'Nothing yet', message: 'Start a run.', iconName: 'utility:chart' });
    expect([...root.querySelectorAll('p')].map((element) => element.textContent)).toEqual([
      'Nothing yet',
      'Start a run.'
    ]);
    expect(root.querySelector('lightning-icon')).toMatchObject({ iconName: 'utility:chart' });
  });

  it('leaves out what it has no text for', () => {
    expect(mount({ message: 'Only this' }).querySelectorAll('p')).toHaveLength(1);
  });

  it('is accessible', async () => {
    mount({ heading: 'Nothing yet', message: 'Start a run.' });
    await expect(document.body).toBeAccessible();
  });
});
