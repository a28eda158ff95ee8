import Toast from 'lightning/toast';

interface ToastEventConfig {
  readonly title: string;
  readonly message?: string;
  readonly messageData?: readonly unknown[];
  readonly variant?: 'info' | 'success' | 'warning' | 'error';
  readonly mode?: 'dismissible' | 'pester' | 'sticky';
}

export const ShowToastEventName = 'lightning__showtoast';

/** `lightning/platformShowToastEvent`, in the shape that the base components' toast container shows. */
export class ShowToastEvent extends CustomEvent<unknown> {
  readonly toastAttributes: Readonly<Record<string, unknown>>;

  constructor({ title, message, messageData, variant = 'info', mode = 'dismissible' }: ToastEventConfig) {
    if (mode === 'pester') throw new Error('not supported by the local org: toasts of mode pester');
    super(ShowToastEventName, { bubbles: true, cancelable: true, composed: true, detail: { toast: Toast } });
    this.toastAttributes = { title, message, messageData, mode, type: variant };
  }
}
