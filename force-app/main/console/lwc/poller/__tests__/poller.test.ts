import { HIDDEN_INTERVAL, LONGEST_INTERVAL, Poller, SHORTEST_INTERVAL } from 'c/poller';
import type { Look } from 'c/poller';

let hidden = false;
const setHidden = (value: boolean): void => {
  hidden = value;
  document.dispatchEvent(new CustomEvent('visibilitychange'));
};

describe('Poller', () => {
  const task = jest.fn<Promise<Look>, []>();
  const poller = new Poller(task);

  beforeEach(() => {
    jest.useFakeTimers();
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    hidden = false;
    task.mockReset().mockResolvedValue('changed');
  });
  afterEach(() => {
    poller.stop();
    jest.useRealTimers();
  });

  it('looks again and again until the task is done, then leaves no timer', async () => {
    poller.start();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL * 3);
    expect(task).toHaveBeenCalledTimes(3);
    task.mockResolvedValue('done');
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL * 3);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('looks less often while nothing changes, and often again when something does', async () => {
    task.mockResolvedValue('same');
    poller.start();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL * (1 + 2 + 4 + 8));
    expect(task).toHaveBeenCalledTimes(4);
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    task.mockResolvedValue('changed');
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(task).toHaveBeenCalledTimes(6);
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(task).toHaveBeenCalledTimes(7);
  });

  it('never looks twice at once', async () => {
    let finish: (found: Look) => void = () => undefined;
    task.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    poller.start();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL * 5);
    setHidden(false);
    expect(task).toHaveBeenCalledTimes(1);
    finish('changed');
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('starts once, however often it is asked to', async () => {
    poller.start();
    poller.start();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
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
    let finish: (found: Look) => void = () => undefined;
    task.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    poller.start();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    poller.stop();
    finish('changed');
    await jest.advanceTimersByTimeAsync(HIDDEN_INTERVAL);
    setHidden(false);
    expect(task).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
