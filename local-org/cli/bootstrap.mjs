// Plain JavaScript without recent syntax: it must at least say something clear on an old Node and in a fresh clone,
// where nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Ends the process with one message when this Node is older than package.json asks for. */
export function requireNode(version = process.versions.node) {
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  if (compareVersions(version, wanted) >= 0) return;
  fail(`Elements Connect needs Node ${wanted} or newer; this is Node ${version}. Install a newer one from nodejs.org.`);
}

/** Negative, zero or positive; three numbers each. */
export function compareVersions(left, right) {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether what is installed in a folder is missing or older than its lock file. */
export function needsInstall(folder) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(folder, 'package-lock.json')).mtimeMs;
}

/**
 * Runs `npm ci` when needed; ends the process with npm's own words when that fails. Speaks on the error stream: the output
 * belongs to the command, whose `--json` a program reads.
 */
export async function ensureInstalled(folder = projectRoot) {
  if (!needsInstall(folder)) return;
  const started = Date.now();
  const interactive = process.stderr.isTTY === true;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  process.stderr.write(`Installing packages (npm ci)${interactive ? '' : '\n'}`);
  const ticker = interactive
    ? setInterval(() => process.stderr.write(`\rInstalling packages (npm ci) ${seconds()} s`), 1000)
    : undefined;
  const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  clearInterval(ticker);
  if (interactive) process.stderr.write('\r\u001b[K');
  if (code === 0) {
    process.stderr.write(`Packages installed in ${seconds()} s\n`);
    return;
  }
  if (code === null) process.exit(130);
  fail(`npm ci failed:\n${withoutHelp(output)}`);
}

function runNpm(args, cwd) {
  // Under `npm start` this is npm's own script, which also works where npm is a shell script.
  const npm = process.env.npm_execpath;
  const viaNode = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const child = viaNode
    ? spawn(process.execPath, [npm].concat(args), { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  return waitFor(child);
}

/** npm says what is wrong and then shows all its options, which help nobody here. */
function withoutHelp(output) {
  const lines = output.trim().split('\n');
  const help = lines.findIndex((line) => /^npm (error|ERR!) Usage:/.test(line));
  return lines.slice(0, help === -1 ? lines.length : help).join('\n');
}

function waitFor(child) {
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Runs a TypeScript file of the project in this process; its arguments are those of this process. */
export async function runTypeScript(file) {
  endWithReader();
  // Not sooner: it needs a newer Node than this file, and installed packages.
  const { importBundled } = await import('../runtime/platform/bundled-thread.mjs');
  await importBundled(pathToFileURL(join(projectRoot, file)));
}

/** `| head` is no fault: the command ends in silence, with what a shell reports of a program that SIGPIPE ended. */
function endWithReader() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(141);
    });
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
