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

declare module 'lightning/navigation' {
  import type { LightningElement, WireAdapterConstructor } from 'lwc';
  export interface PageReference {
    readonly type: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly state: Readonly<Record<string, string | undefined>>;
  }
  export const CurrentPageReference: WireAdapterConstructor<Record<string, never>, PageReference | null>;

  const Navigate: unique symbol;
  const GenerateUrl: unique symbol;
  export interface Navigating {
    [Navigate](page: PageReference, replace?: boolean): void;
    [GenerateUrl](page: PageReference): Promise<string>;
  }
  interface Mixin {
    (base: typeof LightningElement): new () => LightningElement & Navigating;
    readonly Navigate: typeof Navigate;
    readonly GenerateUrl: typeof GenerateUrl;
  }
  export const NavigationMixin: Mixin;
}
