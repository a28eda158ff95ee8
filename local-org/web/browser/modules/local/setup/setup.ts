import { LightningElement } from 'lwc';
import { GROUPS, WORDS } from './words.ts';
import type { SwitchGroup } from './words.ts';

/** What `/setup/state` answers, as far as this page uses it (`web/setup-api.ts`). */
interface SetupAnswer {
  readonly switches: Readonly<Record<string, unknown>>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly presets: readonly { readonly name: string; readonly label: string }[];
}

type Kind = 'flag' | 'choice' | 'text' | 'structure';

interface Switch {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly isFlag: boolean;
  readonly isChoice: boolean;
  readonly isText: boolean;
  readonly isStructure: boolean;
  readonly checked: boolean;
  readonly value: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

interface Group {
  readonly label: string;
  readonly switches: readonly Switch[];
}

/** The emulated Setup: every switch of the org, so that every state of the console can be tried by hand. */
export default class Setup extends LightningElement {
  state: SetupAnswer | null = null;
  preset = '';
  search = '';
  message = '';

  override connectedCallback(): void {
    void this.send('state', null);
  }

  get presets(): readonly { readonly label: string; readonly value: string }[] {
    return (this.state?.presets ?? []).map(({ name, label }) => ({ value: name, label }));
  }

  get noPreset(): boolean {
    return this.preset === '';
  }

  /** What the search finds; the part that the address names comes first. */
  get groups(): readonly Group[] {
    const { state } = this;
    if (!state) return [];
    const wanted = this.search.trim().toLowerCase();
    const isFound = ({ label, help }: Switch): boolean => `${label} ${help}`.toLowerCase().includes(wanted);
    return inOrder()
      .map(({ label, switches }) => ({
        label,
        switches: switches.map((name) => switchOf(state, name)).filter(isFound)
      }))
      .filter(({ switches }) => switches.length > 0);
  }

  get nothingFound(): boolean {
    return this.state !== null && this.groups.length === 0;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
  }

  handlePreset(event: CustomEvent<{ value: string }>): void {
    this.preset = event.detail.value;
  }

  handleApply(): void {
    void this.send(`presets/${this.preset}`, {});
  }

  handleRefreshSandbox(): void {
    void this.send('refresh-sandbox', {});
  }

  handleFlag(event: CustomEvent<{ checked: boolean }>): void {
    void this.send('state', { [nameOf(event)]: event.detail.checked });
  }

  handleWord(event: CustomEvent<{ value: string }>): void {
    void this.send('state', { [nameOf(event)]: event.detail.value });
  }

  handleText(event: Event): void {
    void this.send('state', { [nameOf(event)]: (event.currentTarget as HTMLInputElement).value });
  }

  /** Saved when the field is left: half a structure is not one. */
  handleStructure(event: Event): void {
    const { value } = event.currentTarget as HTMLInputElement;
    try {
      void this.send('state', { [nameOf(event)]: JSON.parse(value) as unknown });
    } catch (error) {
      this.message = `${WORDS[nameOf(event)]?.label ?? nameOf(event)}: ${String(error)}`;
    }
  }

  /** A body changes something; without one the state is read. The server's refusal is shown as it is. */
  private async send(path: string, body: object | null): Promise<void> {
    const response = await fetch(
      `/setup/${path}`,
      body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}
    );
    const answer = (await response.json()) as SetupAnswer | { readonly message: string };
    if ('message' in answer) {
      this.message = answer.message;
      return;
    }
    this.state = answer;
    this.message = body ? 'Saved.' : '';
  }
}

function switchOf(state: SetupAnswer, name: string): Switch {
  const value = state.switches[name];
  const words = state.choices[name];
  const kind: Kind =
    typeof value === 'boolean' ? 'flag' : words ? 'choice' : typeof value === 'string' ? 'text' : 'structure';
  return {
    name,
    ...(WORDS[name] ?? { label: name, help: '' }),
    isFlag: kind === 'flag',
    isChoice: kind === 'choice',
    isText: kind === 'text',
    isStructure: kind === 'structure',
    checked: value === true,
    value: typeof value === 'string' ? value : JSON.stringify(value, null, 1),
    options: (words ?? []).map((word) => ({ label: word, value: word }))
  };
}

/** The part of Setup whose page was asked for, then the others. */
function inOrder(): readonly SwitchGroup[] {
  const page = location.pathname.split('/')[3] ?? '';
  const isAsked = ({ pages }: SwitchGroup): boolean => pages.includes(page);
  return [...GROUPS.filter(isAsked), ...GROUPS.filter((group) => !isAsked(group))];
}

const nameOf = (event: Event): string => (event.currentTarget as HTMLElement).dataset['name'] ?? '';
