// What Apex answers about the settings of the population job.
declare module 'types/settings' {
  export interface CountingSettings {
    readonly skipFormulas: boolean;
    readonly alwaysRecount: boolean;
    readonly sendValueNames: boolean;
    readonly keepResults: number;
    readonly keepMonths: number;
    readonly maxResults: number;
    readonly maxMonths: number;
  }
}

declare module 'types/settings' {
  /** An object and whether runs count it. */
  export interface ObjectChoice {
    readonly objectName: string;
    readonly label: string;
    /** True for counted, false for left out; missing where the rules decide. */
    readonly decision?: boolean | null;
    readonly excludedBecause?: string | null;
    readonly canBeCounted: boolean;
  }
}

declare module '@salesforce/apex/ObjectChoicesConsole.choices' {
  import type { ObjectChoice } from 'types/settings';
  export default function choices(): Promise<readonly ObjectChoice[]>;
}

declare module '@salesforce/apex/ObjectChoicesConsole.find' {
  import type { ObjectChoice } from 'types/settings';
  export default function find(params: { search: string }): Promise<readonly ObjectChoice[]>;
}

declare module '@salesforce/apex/ObjectChoicesConsole.decide' {
  import type { ObjectChoice } from 'types/settings';
  export default function decide(params: {
    objectName: string;
    isCounted: boolean | null;
  }): Promise<readonly ObjectChoice[]>;
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
