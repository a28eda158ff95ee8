/** A CLI that answers from a table and remembers what it was asked; and a project in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sfError } from '../errors.ts';
import { runRelease } from '../run.ts';
import type { SfCall, SfRunner } from '../sf.ts';

export class FakeFailure {
  readonly failure: { readonly name: string; readonly message: string };

  constructor(name: string, message: string) {
    this.failure = { name, message };
  }
}

export class FakeRunner implements SfRunner {
  readonly isDry = false;
  /** Every command, its arguments joined by spaces. */
  readonly asked: string[] = [];
  /** By the beginning of the command, the longest that fits: `result`, a FakeFailure, or what gives one from the arguments. */
  answers: Record<string, unknown>;

  constructor(answers: Record<string, unknown>) {
    this.answers = answers;
  }

  run<T>({ args, read }: SfCall<T>): Promise<T> {
    const command = args.join(' ');
    this.asked.push(command);
    const key = Object.keys(this.answers)
      .filter((each) => command.startsWith(each))
      .sort((a, b) => b.length - a.length)[0];
    if (key === undefined) throw new Error(`the test has no answer to: sf ${command}`);
    const answer = this.answers[key];
    const result: unknown =
      typeof answer === 'function' ? (answer as (args: readonly string[]) => unknown)(args) : answer;
    if (result instanceof FakeFailure) return Promise.reject(sfError(`sf ${key}`, result.failure));
    return Promise.resolve(read(result));
  }

  /** How often a command that begins so was asked. */
  count(beginning: string): number {
    return this.asked.filter((each) => each.startsWith(beginning)).length;
  }
}

export interface FakeEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class FakeProject {
  readonly root = mkdtempSync(path.join(os.tmpdir(), 'release-'));

  constructor() {
    this.write('package.json', '{ "version": "1.2.0" }');
    this.write('sfdx-project.json', '{ "packageDirectories": [{ "path": "force-app" }] }');
    this.write('force-app/main/classes/Thing.cls', 'public class Thing {}');
    this.write('unpackaged/main/thing.txt', '');
    this.write('config/developer-scratch-def.json', '{ "edition": "Developer" }');
    this.config({});
    this.write('.gitignore', 'build/\n');
    this.git('init', '--quiet');
    this.commit('Begin');
  }

  config(changes: object): void {
    const config = {
      packageName: 'Things',
      namespace: 'acme',
      apiVersion: '65.0',
      minimumCoveragePercent: 75,
      permissionSets: [],
      beside: ['unpackaged/main'],
      gates: [['node', '--version']],
      releaseShapes: [],
      scratchOrgDays: 7,
      ...changes
    };
    this.write('config/release.json', JSON.stringify(config));
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    return execFileSync('git', [...identity, ...args], { cwd: this.root, encoding: 'utf8' }).trim();
  }

  /** @returns its hash */
  commit(subject: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', subject);
    return this.git('rev-parse', 'HEAD');
  }

  async run(sf: SfRunner, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<FakeEnd> {
    let [out, err] = ['', ''];
    const code = await runRelease([...args, '--poll-seconds', '0', '--target-dev-hub', 'hub'], {
      env: { PATH: process.env['PATH'], ...env },
      root: this.root,
      streams: { out: (text) => (out += text), err: (text) => (err += text) },
      facts: { node: '20.0.0', cli: '2.0.0' },
      runner: () => Promise.resolve(sf)
    });
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const PACKAGE_ID = '0Ho000000000001AAA';

/** A version as `sf package version list --verbose` shows it. */
export function listedVersion(number: string, id: string, changes: object = {}): object {
  return {
    Package2Id: PACKAGE_ID,
    SubscriberPackageVersionId: id,
    Version: number,
    IsReleased: false,
    Tag: null,
    CodeCoverage: '90%',
    HasPassedCodeCoverageCheck: true,
    ...changes
  };
}
