import { createInterface } from 'node:readline/promises';
import { ConnectError } from './errors.ts';

/** What the command shows and asks; goes to the error stream, so that the output holds the result alone. */
export interface Dialogue {
  say(line: string): void;
  ask(question: string): Promise<string>;
  /** The same, without showing what is typed. */
  askSecret(question: string): Promise<string>;
}

export function terminalDialogue(signal: AbortSignal): Dialogue {
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  return {
    say,
    async ask(question) {
      requireTerminal(question);
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await lines.question(`${question} `, { signal })).trim();
      } finally {
        lines.close();
      }
    },
    async askSecret(question) {
      requireTerminal(question);
      process.stderr.write(`${question} (not shown) `);
      const answer = await hiddenLine(signal);
      process.stderr.write('\n');
      return answer.trim();
    }
  };
}

function requireTerminal(question: string): void {
  if (process.stdin.isTTY) return;
  throw new ConnectError(
    'no_terminal',
    `There is nobody to ask: ${question}`,
    'Give the answer as an option, and the secret as ELEMENTS_CONNECT_CLIENT_SECRET; see npm run connect -- --help'
  );
}

function hiddenLine(signal: AbortSignal): Promise<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', onData);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const onData = (data: Buffer): void => {
      for (const sign of data.toString('utf8')) {
        if (sign === '\r' || sign === '\n') {
          end();
          resolve(typed);
          return;
        }
        if (sign === '\u0003') {
          end();
          reject(new ConnectError('stopped', 'Stopped.', 'Start again when you are ready.'));
          return;
        }
        typed = sign === '\u007f' || sign === '\b' ? typed.slice(0, -1) : typed + sign;
      }
    };
    stdin.on('data', onData);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
