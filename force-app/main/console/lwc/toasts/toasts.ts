import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import failedLabel from '@salesforce/label/c.Console_ErrorTitle';
import { reduceErrors } from 'c/errors';

/** Says that something has been done. */
export function toastDone(target: EventTarget, title: string, message = ''): void {
  target.dispatchEvent(new ShowToastEvent({ title, message, variant: 'success' }));
}

/** Says why something could not be done. */
export function toastFailed(target: EventTarget, failure: unknown, title = failedLabel): void {
  target.dispatchEvent(new ShowToastEvent({ title, message: reduceErrors(failure).join(' '), variant: 'error' }));
}
