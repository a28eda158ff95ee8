import OutboxPanel from 'c/outboxPanel';
import readMessages from '@salesforce/apex/OutboxConsole.messages';
import replay from '@salesforce/apex/OutboxConsole.replay';
import replayAll from '@salesforce/apex/OutboxConsole.replayAll';
import sendNow from '@salesforce/apex/OutboxConsole.sendNow';
import { canManage } from 'c/permissions';
import type { OutboxMessage } from 'types/delivery';
import { failure, fire, mount, query, queryAll, settle, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/OutboxConsole.messages', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/OutboxConsole.replay', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OutboxConsole.replayAll', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/OutboxConsole.sendNow', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const message = (id: string, more: Partial<OutboxMessage> = {}): OutboxMessage => ({
  recordId: id,
  messageId: `msg_${id}`,
  type: 'population.object',
  subject: `Object ${id}`,
  status: 'Dead',
  createdAt: '2026-01-31T21:00:00.000Z',
  attempts: 1,
  lastStatus: 422,
  deadReason: 'Refused',
  lastResponse: 'bad',
  ...more
});
const open = (): Promise<HTMLElement> => mount('c-outbox-panel', OutboxPanel);

describe('c-outbox-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest
      .mocked(readMessages)
      .mockReset()
      .mockResolvedValue({ messages: [message('1'), message('2', { deadReason: 'ClockSkew' })], hasMore: false });
    jest.mocked(replay).mockReset().mockResolvedValue(1);
    jest.mocked(replayAll).mockReset().mockResolvedValue(2);
    jest.mocked(sendNow).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('shows dead letters with their reason and the last answer', async () => {
    const element = await open();
    expect(readMessages).toHaveBeenCalledWith({ status: 'Dead', offset: 0 });
    expect(queryAll(element, '.state').map((state) => state.textContent)).toEqual([
      'c.Delivery_ReasonRefused · c.Delivery_Attempts',
      'c.Delivery_ReasonClock · c.Delivery_Attempts'
    ]);
    expect(textOf(element, '.answer')).toBe('422 bad');
    await expect(element).toBeAccessible();
  });

  it('opens the list that it is told to', async () => {
    const element = await mount('c-outbox-panel', OutboxPanel, { firstStatus: 'Delivered' });
    expect(readMessages).toHaveBeenCalledWith({ status: 'Delivered', offset: 0 });
    expect(query(element, '.status')).toMatchObject({ value: 'Delivered' });
  });

  it('sends one again', async () => {
    const element = await open();
    const toasts = toastsOf(element);
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    await fire(element, '.replay[data-id="2"]', 'click');
    expect(replay).toHaveBeenCalledWith({ recordIds: ['2'] });
    expect(toasts).toMatchObject([{ title: 'c.Delivery_SentAgain' }]);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(readMessages).toHaveBeenCalledTimes(2);
  });

  it('asks before it sends all of a reason again', async () => {
    const element = await open();
    await fire(element, '.replay-all', 'click');
    expect(replayAll).not.toHaveBeenCalled();
    await fire(element, '.reason', 'change', { value: 'GivenUp' });
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(replayAll).toHaveBeenCalledWith({ reason: 'GivenUp' });
    expect(query(element, 'c-confirm-panel')).toBeNull();
  });

  it('asks no further when the user cancels', async () => {
    const element = await open();
    await fire(element, '.replay-all', 'click');
    await fire(element, 'c-confirm-panel', 'cancel');
    expect(query(element, 'c-confirm-panel')).toBeNull();
    expect(replayAll).not.toHaveBeenCalled();
  });

  it('shows what waits with its next attempt, and sends it now', async () => {
    const element = await open();
    jest.mocked(readMessages).mockResolvedValue({
      messages: [
        message('3', { status: 'Pending', nextAttemptAt: '2026-02-01T09:00:00.000Z' }),
        message('4', { status: 'Pending', subject: null })
      ],
      hasMore: false
    });
    await fire(element, '.status', 'change', { value: 'Pending' });
    expect(queryAll(element, '.state').map((state) => state.textContent)).toEqual([
      'c.Delivery_NextAttempt · c.Delivery_Attempts',
      'c.Delivery_NextInTurn'
    ]);
    expect(queryAll(element, '.title')[1]?.textContent).toBe('msg_4');
    await fire(element, '.send-now', 'click');
    expect(sendNow).toHaveBeenCalledTimes(1);
  });

  it('shows the body of one message at a time', async () => {
    const element = await open();
    await fire(element, '.show[data-id="1"]', 'click');
    await fire(element, '.show[data-id="2"]', 'click');
    expect(queryAll(element, 'c-message-body')).toMatchObject([{ recordId: '2' }]);
    await fire(element, '.show[data-id="2"]', 'click');
    expect(query(element, 'c-message-body')).toBeNull();
  });

  it('appends more on demand', async () => {
    jest.mocked(readMessages).mockResolvedValueOnce({ messages: [message('1')], hasMore: true });
    const element = await open();
    jest.mocked(readMessages).mockResolvedValueOnce({ messages: [message('5')], hasMore: false });
    await fire(element, '.more', 'click');
    expect(readMessages).toHaveBeenLastCalledWith({ status: 'Dead', offset: 1 });
    expect(queryAll(element, '.message').map(({ dataset }) => dataset.id)).toEqual(['1', '5']);
    expect(query(element, '.more')).toBeNull();
  });

  it.each([
    ['Dead', 'c.Delivery_NoneDead'],
    ['Pending', 'c.Delivery_NonePending'],
    ['Delivered', 'c.Delivery_NoneDelivered']
  ])('says that there are none: %s', async (value, text) => {
    jest.mocked(readMessages).mockResolvedValue({ messages: [], hasMore: false });
    const element = await open();
    await fire(element, '.status', 'change', { value });
    expect(query(element, 'c-empty-state')).toMatchObject({ message: text });
  });

  it('shows a failure, and tries again', async () => {
    jest.mocked(readMessages).mockRejectedValueOnce(failure('No permission.'));
    const element = await open();
    expect(query(element, 'c-error-panel')).not.toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(queryAll(element, '.message')).toHaveLength(2);
  });

  it('says why a message cannot be sent again', async () => {
    jest.mocked(replay).mockRejectedValue(failure('You need the custom permission.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.replay', 'click');
    expect(toasts).toMatchObject([{ message: 'You need the custom permission.' }]);
  });

  it('offers nothing to whoever may only look', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    expect(queryAll(element, '.replay, .replay-all')).toMatchObject([
      { disabled: true },
      { disabled: true },
      { disabled: true }
    ]);
    expect(query(element, '.show')).not.toMatchObject({ disabled: true });
  });

  it('ignores the answer to a question that is no longer asked', async () => {
    let answer: (page: { messages: readonly OutboxMessage[]; hasMore: boolean }) => void = () => undefined;
    jest.mocked(readMessages).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const element = await open();
    await fire(element, '.status', 'change', { value: 'Delivered' });
    answer({ messages: [message('9')], hasMore: false });
    await settle();
    expect(queryAll(element, '.message').map(({ dataset }) => dataset.id)).toEqual(['1', '2']);
  });
});
