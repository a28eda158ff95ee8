import { toastDone, toastFailed } from 'c/toasts';
import { failure, toastsOf } from '../../../../../../types/jest-lwc';

describe('c/toasts', () => {
  it('says what has been done, and why something could not be', () => {
    const target = document.createElement('div');
    const toasts = toastsOf(target);
    toastDone(target, 'Saved');
    toastFailed(target, failure('No such user'));
    toastFailed(target, failure('In progress'), 'Not started');
    expect(toasts).toEqual([
      { title: 'Saved', message: '', variant: 'success' },
      { title: 'c.Console_ErrorTitle', message: 'No such user', variant: 'error' },
      { title: 'Not started', message: 'In progress', variant: 'error' }
    ]);
  });
});
