// Modules of the platform that neither `lwc` nor `@salesforce/lightning-types` declares.
declare module '@salesforce/label/*' {
  const label: string;
  export default label;
}

declare module '@salesforce/customPermission/*' {
  /** undefined, never false, when the user lacks the permission. */
  const granted: true | undefined;
  export default granted;
}

declare module '@salesforce/i18n/*' {
  const value: string;
  export default value;
}

declare module 'lightning/platformShowToastEvent' {
  export interface ToastConfig {
    readonly title: string;
    readonly message?: string;
    readonly variant?: 'info' | 'success' | 'warning' | 'error';
    readonly mode?: 'dismissible' | 'pester' | 'sticky';
  }
  export const ShowToastEventName: string;
  export class ShowToastEvent extends CustomEvent<unknown> {
    constructor(config: ToastConfig);
  }
}
