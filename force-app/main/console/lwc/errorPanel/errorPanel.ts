import { LightningElement, api } from 'lwc';
import { reduceErrors } from 'c/errors';
import retryLabel from '@salesforce/label/c.Console_Retry';
import titleLabel from '@salesforce/label/c.Console_ErrorTitle';

/** Shows what went wrong. @fires retry when the user wants to try again. */
export default class ErrorPanel extends LightningElement {
  /** One failure or a list of them, as a `catch` receives it. */
  @api failure: unknown;
  @api heading: string = titleLabel;
  /** Hides the button where trying again makes no sense. */
  @api withoutRetry = false;

  readonly retryLabel = retryLabel;

  get messages(): readonly string[] {
    return reduceErrors(this.failure);
  }

  get canRetry(): boolean {
    return !this.withoutRetry;
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}
