/**
 * The text of a formula as a tree. Operators bind as in github.com/salesforce/formula-engine, `FormulaGrammar.g`: from
 * loosest `||`, `&&`, `=` `<>`, `<` `>`, `+` `-` `&`, `^`, `*` `/`, signs and `NOT`.
 */
import { FormulaSyntaxError } from './errors.ts';

export type FormulaNode =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'reference'; readonly name: string }
  /** `name` in upper case: functions, operators, `NOT`, and the signs as `+` and `-` of one argument. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FormulaNode[]; readonly infix: boolean };

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  readonly text: string;
}

const TOKEN =
  /(?<skip>[ \t\f\r\n]+|\/\*[^]*?\*\/)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<text>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')|(?<name>[A-Za-z_$][\w$]*(?:[.:][A-Za-z_$][\w$]*)*)|(?<symbol>\|\||&&|==|<>|!=|<=|>=|[-+*/^&=<>!(),])/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };
const SAME: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '||': 'OR', '&&': 'AND' };
/** Each level's operators, loosest first. */
const LEVELS: ReadonlyArray<readonly string[]> = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/']
];

/** @throws FormulaSyntaxError in Salesforce's words */
export function parseFormula(text: string): FormulaNode {
  return new Parser(tokens(text)).whole();
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new FormulaSyntaxError(`Syntax error.  Found '${text[at]!}'`);
    if (groups['number'] !== undefined) found.push({ kind: 'number', text: groups['number'] });
    else if (groups['text'] !== undefined) found.push({ kind: 'text', text: unescape(groups['text']) });
    else if (groups['name'] !== undefined) found.push({ kind: 'name', text: groups['name'] });
    else if (groups['symbol'] !== undefined) found.push({ kind: 'symbol', text: groups['symbol'] });
  }
  found.push({ kind: 'end', text: 'end of formula' });
  return found;
}

function unescape(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?<next>[^])/g, (_whole, next: string) => {
    const known = ESCAPES[next];
    if (known === undefined) throw new FormulaSyntaxError(`Syntax error.  Found '\\${next}'`);
    return known;
  });
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  whole(): FormulaNode {
    const node = this.#level(0);
    const rest = this.#next;
    if (rest.kind === 'symbol' && rest.text === ')') throw new FormulaSyntaxError("Syntax error. Extra ')'");
    if (rest.kind !== 'end') throw this.#unexpected();
    return node;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #level(index: number): FormulaNode {
    const operators = LEVELS[index];
    if (operators === undefined) return this.#unary();
    let left = this.#level(index + 1);
    while (this.#next.kind === 'symbol' && operators.includes(this.#next.text)) {
      const { text } = this.#next;
      this.#at++;
      const args = [left, this.#level(index + 1)];
      left = { kind: 'call', name: SAME[text] ?? text, args, infix: true };
    }
    return left;
  }

  #unary(): FormulaNode {
    const { kind, text } = this.#next;
    if (kind === 'symbol' && (text === '-' || text === '+')) {
      this.#at++;
      return { kind: 'call', name: text, args: [this.#unary()], infix: true };
    }
    if ((kind === 'symbol' && text === '!') || (kind === 'name' && text.toUpperCase() === 'NOT')) {
      this.#at++;
      return { kind: 'call', name: 'NOT', args: [this.#unary()], infix: false };
    }
    return this.#primary();
  }

  #primary(): FormulaNode {
    const token = this.#next;
    if (token.kind === 'end' || (token.kind === 'symbol' && token.text !== '(')) throw this.#unexpected();
    this.#at++;
    if (token.kind === 'number') return { kind: 'number', text: token.text };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'symbol') {
      const inner = this.#level(0);
      this.#close();
      return inner;
    }
    const upper = token.text.toUpperCase();
    if (upper === 'TRUE' || upper === 'FALSE') return this.#constant({ kind: 'boolean', value: upper === 'TRUE' });
    if (upper === 'NULL') return this.#constant({ kind: 'null' });
    if (!this.#opens()) return { kind: 'reference', name: token.text };
    return { kind: 'call', name: upper, args: this.#args(), infix: false };
  }

  /** `TRUE` and `TRUE()` mean the same. */
  #constant(node: FormulaNode): FormulaNode {
    if (this.#opens()) {
      this.#at++;
      this.#close();
    }
    return node;
  }

  #opens(): boolean {
    return this.#next.kind === 'symbol' && this.#next.text === '(';
  }

  #args(): FormulaNode[] {
    this.#at++;
    const args: FormulaNode[] = [];
    if (this.#next.kind === 'symbol' && this.#next.text === ')') {
      this.#at++;
      return args;
    }
    for (;;) {
      args.push(this.#level(0));
      if (this.#next.kind === 'symbol' && this.#next.text === ',') this.#at++;
      else break;
    }
    this.#close();
    return args;
  }

  #close(): void {
    if (this.#next.kind !== 'symbol' || this.#next.text !== ')') {
      throw this.#next.kind === 'end' ? new FormulaSyntaxError("Syntax error.  Missing ')'") : this.#unexpected();
    }
    this.#at++;
  }

  #unexpected(): FormulaSyntaxError {
    const { kind, text } = this.#next;
    return new FormulaSyntaxError(kind === 'end' ? 'Syntax error' : `Syntax error.  Found '${text}'`);
  }
}
