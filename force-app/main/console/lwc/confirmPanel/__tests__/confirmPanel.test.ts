import ConfirmPanel from 'c/confirmPanel';
import { fire, mount, query, queryAll, textOf } from '../../../../../../types/jest-lwc';

const open = (more = {}): Promise<HTMLElement> =>
  mount('c-confirm-panel', ConfirmPanel, { heading: 'Sure?', lines: ['Do A', 'Do B'], confirmLabel: 'Do', ...more });

describe('c-confirm-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('takes the focus and says what will change', async () => {
    const element = await open();
    expect(element.shadowRoot!.activeElement).toBe(query(element, 'h3'));
    expect(textOf(element, 'h3')).toBe('Sure?');
    expect(queryAll(element, 'li').map((line) => line.textContent)).toEqual(['Do A', 'Do B']);
    await expect(element).toBeAccessible();
  });

  it('tells of the decision, by buttons and by Escape', async () => {
    const element = await open();
    const told: string[] = [];
    for (const type of ['confirm', 'cancel']) element.addEventListener(type, () => told.push(type));
    await fire(element, '.confirm-button', 'click');
    await fire(element, '.cancel-button', 'click');
    query(element, '.confirm')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    query(element, '.confirm')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    expect(told).toEqual(['confirm', 'cancel', 'cancel']);
  });

  it('cannot be left while it is being done', async () => {
    const element = await open({ busy: true, destructive: true });
    const cancelled = jest.fn();
    element.addEventListener('cancel', cancelled);
    query(element, '.confirm')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(cancelled).not.toHaveBeenCalled();
    expect(query(element, '.confirm-button')).toMatchObject({ disabled: true, variant: 'destructive' });
  });
});
