import { HIDDEN_INTERVAL, Poller, VISIBLE_INTERVAL } from '../poller';

let hidden = false;
const setHidden = (value: boolean): void => {
  hidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
};

describe('Poller', () => {
  const task = jest.fn<Promise<boolean>, []>();
  const poller = new Poller(task);

  beforeEach(() => {
    jest.useFakeTimers();
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    hidden = false;
    task.mockReset().mockResolvedValue(true);
  });
  afterEach(() => {
    poller.stop();
    jest.useRealTimers();
  });

  it('looks again and again until the task is done, then leaves no timer', async () => {
    poller.start();
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL * 3);
    expect(task).toHaveBeenCalledTimes(3);
    task.mockResolvedValue(false);
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL);
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL * 3);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('never looks twice at once', async () => {
    let finish: (again: boolean) => void = () => undefined;
    task.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    poller.start();
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL * 5);
    setHidden(false);
    expect(task).toHaveBeenCalledTimes(1);
    finish(true);
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('starts once, however often it is asked to', async () => {
    poller.start();
    poller.start();
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('backs off while the page is hidden and looks at once when it is visible again', async () => {
    poller.start();
    setHidden(true);
    await jest.advanceTimersByTimeAsync(HIDDEN_INTERVAL - 1);
    expect(task).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(task).toHaveBeenCalledTimes(1);
    setHidden(false);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('stops for good, also in the middle of a look', async () => {
    let finish: (again: boolean) => void = () => undefined;
    task.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    poller.start();
    await jest.advanceTimersByTimeAsync(VISIBLE_INTERVAL);
    poller.stop();
    finish(true);
    await jest.advanceTimersByTimeAsync(HIDDEN_INTERVAL);
    setHidden(false);
    expect(task).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
