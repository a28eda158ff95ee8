/** `npm run connect`. Exits 0 when the token is proven and kept, 1 with the fix when not, 130 when stopped. */
import open from 'open';
import { connect } from './connect.ts';
import { ConnectError } from './errors.ts';
import { keychain } from './keychain.ts';
import { USAGE, parseOptions } from './options.ts';
import { terminalDialogue } from './terminal.ts';

async function main(args: readonly string[]): Promise<number> {
  const stopped = new AbortController();
  process.once('SIGINT', () =>
    stopped.abort(new ConnectError('stopped', 'Stopped.', 'Start again when you are ready.'))
  );
  const asksJson = args.includes('--json');
  try {
    const options = parseOptions(args, process.env);
    if (options === null) {
      console.log(USAGE);
      return 0;
    }
    const result = await connect(options, {
      dialogue: terminalDialogue(stopped.signal),
      openPage: async (url) => {
        await open(url);
      },
      tokens: keychain,
      signal: stopped.signal
    });
    if (options.json) console.log(JSON.stringify(result));
    else if (result.refreshToken !== undefined) console.log(result.refreshToken);
    return 0;
  } catch (caught) {
    const error = stopped.signal.aborted ? (stopped.signal.reason as Error) : (caught as Error);
    if (!(error instanceof ConnectError)) throw error;
    const { code, message, fix } = error;
    if (asksJson) console.log(JSON.stringify({ error: { code, message, fix } }));
    else console.error(`\n${message}\nWhat to do: ${fix}`);
    return code === 'stopped' ? 130 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
