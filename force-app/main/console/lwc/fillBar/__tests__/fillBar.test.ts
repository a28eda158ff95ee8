import { createElement } from 'lwc';
import FillBar from 'c/fillBar';
import type { Band } from 'types/population';

function mount(share: number | null | undefined, band: Band | null = null): ShadowRoot {
  const element = createElement('c-fill-bar', { is: FillBar });
  Object.assign(element, { share, band });
  document.body.append(element);
  return element.shadowRoot!;
}
const bar = (root: ShadowRoot): HTMLElement => root.querySelector<HTMLElement>('.bar')!;

describe('c-fill-bar', () => {
  afterEach(() => document.body.replaceChildren());

  it('draws the share, coloured by its band', () => {
    const root = mount(0.4121, 'below50');
    expect(root.querySelector('.text')!.textContent).toBe('41.2%');
    expect(bar(root).style.width).toBe('41.21%');
    expect(bar(root).className).toContain('bar_below50');
  });

  it('draws nothing at all for zero, and something for almost nothing', () => {
    expect(bar(mount(0, 'zero')).classList).not.toContain('bar_some');
    expect(bar(mount(0.00001)).classList).toContain('bar_some');
  });

  it.each([[null], [undefined]])('shows no figure for %p', (share) => {
    expect(mount(share).querySelector('.fill')).toBeNull();
  });

  it('is accessible', async () => {
    mount(0.5, 'below75');
    await expect(document.body).toBeAccessible();
  });
});
