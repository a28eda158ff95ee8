/** Made up by the build from the application, its tabs and its app pages. */
declare module 'local-org:application' {
  import type { LightningElement } from 'lwc';

  export interface PageComponent {
    readonly name: string;
    readonly constructor: typeof LightningElement;
  }
  export interface Tab {
    readonly name: string;
    readonly label: string;
    readonly components: readonly PageComponent[];
  }
  export interface Application {
    readonly label: string;
    readonly headerColor: string;
    readonly tabs: readonly Tab[];
  }
  const application: Application;
  export default application;
}
declare module '@lwc/synthetic-shadow';
declare module 'local/shell' {
  import type { LightningElement } from 'lwc';
  export default class Shell extends LightningElement {}
}
