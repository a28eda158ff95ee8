import ConnectedPanel from 'c/connectedPanel';
import Panel from 'c/panel';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import { failure, fire, mount, query, settle, textOf } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/ConnectionConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

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

  it('shows an outline, and no content, while it is loading; a page hides what stands below', async () => {
    const element = await mount('c-panel', Panel, { heading: 'Schedule', loading: true });
    expect(query(element, 'c-stencil')).not.toBeNull();
    expect(query(element, '.content')!.hidden).toBe(true);
    expect(element.getAttribute('aria-busy')).toBe('true');
    await expect(element).toBeAccessible();
    Object.assign(element, { loading: false });
    await settle();
    expect(query(element, 'c-stencil')).toBeNull();
    expect(query(element, '.content')!.hidden).toBe(false);
    expect(element.hasAttribute('aria-busy')).toBe(false);
  });

  it('marks the component that consists of it as busy until it has loaded or is gone', async () => {
    let answer: () => void = () => undefined;
    jest
      .mocked(readChoices)
      .mockReturnValue(new Promise((resolve) => (answer = () => resolve({ isMarkedConnected: true } as never))));
    const loading = await mount('c-connected-panel', ConnectedPanel);
    expect(loading.getAttribute('aria-busy')).toBe('true');
    answer();
    await settle();
    expect(loading.hasAttribute('aria-busy')).toBe(false);
  });

  it('says what went wrong, and asks to try again', async () => {
    const element = await mount('c-panel', Panel, { heading: 'Schedule', failure: failure('Down') });
    const retried = jest.fn();
    element.addEventListener('retry', retried);
    await fire(element, 'c-error-panel', 'retry');
    expect(retried).toHaveBeenCalledTimes(1);
    await expect(element).toBeAccessible();
  });
});
