import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './files.ts';
import { GateError, type Finding, type Gate } from './gate.ts';

/** A savepoint before the guard changes nothing. */
const CALLABLE =
  /@AuraEnabled(?:\([^)]*\))?\s+(?:public|global) static [^({;=]*?\b(\w+)\([^)]*\)\s*\{\s*(?:Savepoint \w+ = Database\.setSavepoint\(\);\s*)?([^;]*;)/g;
const GUARD = /^(?:try \{\s*)?AdminGuard\.require(?:View|Manage)\(\);$/;
/** Ways into a package that this one does not open, so that nothing has to guard them. */
const OTHER_ENTRIES = /@(?:RestResource|HttpGet|HttpPost|InvocableMethod|RemoteAction)\b|\bwebservice\s/gi;

/** Every Apex method that a browser can call asks for a custom permission before it does anything. */
export const guardsGate: Gate = {
  name: 'guards',
  title: 'Methods that a browser can call ask for permission first',
  needsJava: false,
  run(root) {
    const files = filesBelow(
      path.join(root, 'force-app'),
      (file) => file.endsWith('.cls') && !/[\\/]tests[\\/]/.test(file)
    );
    if (files.length === 0) throw new GateError('guards: there is no Apex below force-app');
    let methods = 0;
    const findings = files.flatMap((absolute): Finding[] => {
      const text = readFileSync(absolute, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) =>
        comment.replace(/\S/g, ' ')
      );
      const file = path.relative(root, absolute);
      const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
      const callable = [...text.matchAll(CALLABLE)];
      methods += callable.length;
      return [
        ...callable
          .filter((match) => !GUARD.test(match[2]!))
          .map((match) => ({
            file,
            line: lineAt(match.index),
            rule: 'guards:missing',
            message: `${match[1]} can be called by a browser and does not begin with AdminGuard.require…()`
          })),
        ...[...text.matchAll(OTHER_ENTRIES)].map((match) => ({
          file,
          line: lineAt(match.index),
          rule: 'guards:entry',
          message: `${match[0].trim()} is a way in that nothing guards: the console is the only one`
        }))
      ];
    });
    return Promise.resolve({ findings, judged: `${methods} methods` });
  }
};
