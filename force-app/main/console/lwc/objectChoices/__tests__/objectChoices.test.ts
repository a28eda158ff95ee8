import ObjectChoices from 'c/objectChoices';
import readChoices from '@salesforce/apex/ObjectChoicesConsole.choices';
import decide from '@salesforce/apex/ObjectChoicesConsole.decide';
import findObjects from '@salesforce/apex/ObjectChoicesConsole.find';
import { canManage } from 'c/permissions';
import { failure, fire, mount, query, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ObjectChoicesConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ObjectChoicesConsole.decide', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ObjectChoicesConsole.find', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const LEAD = { objectName: 'Lead', label: 'Lead', canBeCounted: true };
const PROFILE = { objectName: 'Profile', label: 'Profile', canBeCounted: true, excludedBecause: 'No data.' };
const OUT = { ...LEAD, decision: false, excludedBecause: 'Excluded in Settings.' };
const open = (): Promise<HTMLElement> => mount('c-object-choices', ObjectChoices);
const texts = (element: HTMLElement, list: string): readonly string[] =>
  [...element.shadowRoot!.querySelectorAll(`${list} .state`)].map((state) => state.textContent ?? '');

describe('c-object-choices', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readChoices).mockReset().mockResolvedValue([]);
    jest.mocked(findObjects).mockReset().mockResolvedValue([LEAD, PROFILE]);
    jest.mocked(decide).mockReset().mockResolvedValue([OUT]);
  });
  afterEach(() => document.body.replaceChildren());

  it('says that nothing is chosen', async () => {
    const element = await open();
    expect(query(element, '.muted')?.textContent).toBe('c.Settings_ObjectsNotChosen');
    await expect(element).toBeAccessible();
  });

  it('finds an object and leaves it out', async () => {
    const element = await open();
    await fire(element, '.search', 'change', { value: 'lead' });
    await fire(element, '.find', 'click');
    expect(findObjects).toHaveBeenCalledWith({ search: 'lead' });
    expect(texts(element, '.found')).toEqual(['c.Settings_ObjectCounted', 'c.Settings_ObjectLeftOut']);
    await fire(element, '.found .decide', 'click');
    expect(decide).toHaveBeenCalledWith({ objectName: 'Lead', isCounted: false });
    expect(query(element, '.chosen .label')?.textContent).toBe('Lead');
    await expect(element).toBeAccessible();
  });

  it('has an object counted that would be left out', async () => {
    jest.mocked(findObjects).mockResolvedValue([PROFILE]);
    const element = await open();
    await fire(element, '.find', 'click');
    await fire(element, '.found .decide', 'click');
    expect(decide).toHaveBeenCalledWith({ objectName: 'Profile', isCounted: true });
  });

  it('takes a choice back', async () => {
    jest.mocked(readChoices).mockResolvedValue([OUT]);
    jest.mocked(decide).mockResolvedValue([]);
    const element = await open();
    await fire(element, '.chosen .decide', 'click');
    expect(decide).toHaveBeenCalledWith({ objectName: 'Lead', isCounted: null });
    expect(query(element, '.chosen')).toBeNull();
  });

  it('offers nothing for what can never be counted, and says when nothing is found', async () => {
    jest.mocked(findObjects).mockResolvedValue([{ ...PROFILE, canBeCounted: false }]);
    const element = await open();
    await fire(element, '.find', 'click');
    expect(query(element, '.found .decide')).toBeNull();
    jest.mocked(findObjects).mockResolvedValue([]);
    await fire(element, '.find', 'click');
    expect(query(element, '[role="status"]')?.textContent).toBe('c.Settings_ObjectsNotFound');
  });

  it('shows why a choice is refused', async () => {
    jest.mocked(readChoices).mockResolvedValue([OUT]);
    jest.mocked(decide).mockRejectedValue(failure('Too many.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.chosen .decide', 'click');
    expect(toasts).toMatchObject([{ message: 'Too many.' }]);
    expect(query(element, '.chosen .decide')).toMatchObject({ disabled: false });
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readChoices).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    await fire(element, 'c-panel', 'retry');
    expect(query(element, '.find')).not.toBeNull();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    jest.mocked(readChoices).mockResolvedValue([OUT]);
    const element = await open();
    expect(query(element, '.chosen .decide')).toMatchObject({ disabled: true });
  });
});
