import { stripVTControlCharacters, styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Longer cells are cut with an ellipsis; without it the column is as wide as its longest cell. */
  readonly maxWidth?: number;
}

/**
 * What a command writes: lines, one line of live progress that is overwritten, and tables. Plain text without colours,
 * and progress only as finished steps, when the output is not a terminal.
 */
export class Terminal {
  readonly #stream: NodeJS.WriteStream;
  readonly #live: boolean;
  readonly #coloured: boolean;
  #progressShown = false;
  #lastProgress = 0;

  constructor(stream: NodeJS.WriteStream = process.stdout) {
    this.#stream = stream;
    this.#live = stream.isTTY === true && process.env['CI'] === undefined;
    this.#coloured = stream.isTTY === true && process.env['NO_COLOR'] === undefined;
  }

  style(style: Style, text: string): string {
    return this.#coloured ? styleText(style, text) : text;
  }

  line(text = ''): void {
    this.#clearProgress();
    this.#stream.write(`${text}\n`);
  }

  /** A step that is finished, with how long it took. */
  done(text: string, milliseconds: number): void {
    this.line(`${this.style('green', '✓')} ${text} ${this.style('dim', `(${formatDuration(milliseconds)})`)}`);
  }

  /** Replaces the live line, at most ten times a second; nothing when the output is not a terminal. */
  progress(text: string): void {
    if (!this.#live || Date.now() - this.#lastProgress < 100) return;
    this.#lastProgress = Date.now();
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`\r\u001b[K${cut(`… ${text}`, width)}`);
    this.#progressShown = true;
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const widths = columns.map((column, index) => {
      const cells = [column.title, ...rows.map((row) => row[index] ?? '')].map(visibleLength);
      return Math.min(Math.max(...cells), column.maxWidth ?? Infinity);
    });
    const write = (cells: readonly string[]) =>
      this.line(
        cells
          .map((cell, index) => pad(cut(cell, widths[index]!), widths[index]!, columns[index]!.align ?? 'left'))
          .join('  ')
          .trimEnd()
      );
    write(columns.map((column) => this.style('bold', column.title)));
    this.line(this.style('dim', widths.map((width) => '─'.repeat(width)).join('  ')));
    for (const row of rows) write(row);
  }

  #clearProgress(): void {
    if (this.#progressShown) this.#stream.write('\r\u001b[K');
    this.#progressShown = false;
    this.#lastProgress = 0;
  }
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 950) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_500) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `17,710` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

function cut(text: string, width: number): string {
  if (visibleLength(text) <= width) return text;
  return `${[...stripVTControlCharacters(text)].slice(0, Math.max(0, width - 1)).join('')}…`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - visibleLength(text)));
  return align === 'right' ? fill + text : text + fill;
}
