import { createElement } from 'lwc';
import ErrorPanel from 'c/errorPanel';

function mount(props: object): HTMLElement {
  const element = createElement('c-error-panel', { is: ErrorPanel });
  Object.assign(element, props);
  document.body.append(element);
  return element;
}

describe('c-error-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows every message as an alert', () => {
    const root = mount({ failure: { body: [{ message: 'first' }, { message: 'second' }] } }).shadowRoot!;
    expect(root.querySelector('[role="alert"]')).not.toBeNull();
    expect([...root.querySelectorAll('.message')].map((element) => element.textContent)).toEqual(['first', 'second']);
  });

  it('asks to try again', () => {
    const element = mount({ failure: 'x' });
    const retry = jest.fn();
    element.addEventListener('retry', retry);
    element.shadowRoot!.querySelector('lightning-button')!.dispatchEvent(new CustomEvent('click'));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('has no button where trying again makes no sense', () => {
    expect(mount({ failure: 'x', withoutRetry: true }).shadowRoot!.querySelector('lightning-button')).toBeNull();
  });

  it('is accessible', async () => {
    mount({ failure: 'x' });
    await expect(document.body).toBeAccessible();
  });
});
