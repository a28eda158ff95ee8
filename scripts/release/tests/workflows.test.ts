/** The workflows run the commands of the project, with options that these know. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';
import { projectRoot } from '../../../local-org/cli/bootstrap.mjs';
import { Options } from '../options.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[]; readonly 'timeout-minutes': number }>>;
}

const FOLDER = path.join(projectRoot, '.github/workflows');
const workflows = readdirSync(FOLDER).map((file) => ({
  file,
  workflow: parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow
}));
const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const folder = mkdtempSync(path.join(tmpdir(), 'workflows-'));
after(() => rmSync(folder, { recursive: true }));
for (const program of ['npm', 'node']) {
  const file = path.join(folder, program);
  writeFileSync(file, `#!/bin/sh\nfor each in ${program} "$@"; do printf '%s\\n' "$each"; done\necho ---\n`);
  chmodSync(file, 0o755);
}

/** The commands of a step, as its shell would start them: word by word. */
function commandsOf(run: string, env: Readonly<Record<string, string>>): string[][] {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', run], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
  });
  assert.equal(status, 0, `${run}\n${stderr}`);
  const commands = stdout.split('---\n').filter((text) => text !== '');
  return commands.map((text) => text.trimEnd().split('\n'));
}

/** What `npm run release` gets. @throws when npm or the release tools would not understand it */
function releaseArguments([program, ...words]: readonly string[]): readonly string[] | null {
  if (program !== 'npm' || words[0] === 'ci') return null;
  assert.equal(words[0], 'run', words.join(' '));
  assert.ok(words[1]! in scripts, `there is no npm script ${words[1]!}`);
  return words[1] === 'release' ? words.slice(words[2] === '--' ? 3 : 2) : null;
}

describe('workflows', () => {
  const steps = workflows.flatMap(({ file, workflow }) =>
    Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => ({ file, step })))
  );

  it('may read the repository only, end in time, and name the version of each action', () => {
    assert.ok(workflows.length >= 3);
    for (const { file, workflow } of workflows) {
      assert.deepEqual(workflow.permissions, { contents: 'read' }, file);
      for (const job of Object.values(workflow.jobs)) assert.ok(job['timeout-minutes'] > 0, file);
    }
    for (const { file, step } of steps)
      if (step.uses !== undefined) assert.match(step.uses, /^actions\/[\w/-]+@v\d+$/, file);
  });

  it('start what exists, with options that it knows', () => {
    const commands = new Set<string | null>();
    for (const { file, step } of steps) {
      if (step.run === undefined) continue;
      // No value of a context stands in a script, where it would be code.
      assert.doesNotMatch(step.run, /\$\{\{/, file);
      if (step.run.startsWith('.ci/')) {
        assert.ok(existsSync(path.join(projectRoot, step.run)), step.run);
        continue;
      }
      for (const [dry, target] of [['', ''] as const, ['yes', 'uat'] as const])
        for (const command of commandsOf(step.run, { TARGET_ORG: target, DRY_RUN: dry, AUTH_URL: 'x' })) {
          const args = releaseArguments(command);
          if (args !== null) commands.add(new Options(args).command);
        }
    }
    assert.deepEqual([...commands].sort(), ['doctor', 'login', 'release', 'scratch', 'test']);
  });

  it('hand on the sandbox and the wish for a dry run', () => {
    const { run } = steps.find(({ step }) => step.name === 'Release')!.step;
    const args = (TARGET_ORG: string, DRY_RUN: string): readonly string[] | null =>
      releaseArguments(commandsOf(run!, { TARGET_ORG, DRY_RUN })[0]!);
    assert.deepEqual(args('', ''), ['release']);
    assert.deepEqual(args('my org', ''), ['release', '--target-org', 'my org']);
    assert.deepEqual(args('', 'yes'), ['release', '--dry-run']);
  });

  it('take secrets that the guide names', () => {
    const guide = readFileSync(path.join(projectRoot, 'docs/releasing.md'), 'utf8');
    for (const { file } of workflows)
      for (const [, name] of readFileSync(path.join(FOLDER, file), 'utf8').matchAll(/secrets\.(\w+)/g))
        assert.ok(guide.includes(`\`${name!}\``), `${name!} of ${file}`);
  });
});
