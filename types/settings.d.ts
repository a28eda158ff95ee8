// What Apex answers about the settings of the population job.
declare module 'types/settings' {
  export interface CountingSettings {
    readonly skipFormulas: boolean;
    readonly alwaysRecount: boolean;
    readonly keepResults: number;
    readonly keepMonths: number;
    readonly maxResults: number;
    readonly maxMonths: number;
  }
}

declare module '@salesforce/apex/PopulationSettingsConsole.settings' {
  import type { CountingSettings } from 'types/settings';
  export default function settings(): Promise<CountingSettings>;
}

declare module '@salesforce/apex/PopulationSettingsConsole.saveSettings' {
  import type { CountingSettings } from 'types/settings';
  export default function saveSettings(params: { settings: CountingSettings }): Promise<CountingSettings>;
}

declare module '@salesforce/apex/ChoicesConsole.saveHosts' {
  export default function saveHosts(params: { apiHost: string; appHost: string }): Promise<void>;
}
