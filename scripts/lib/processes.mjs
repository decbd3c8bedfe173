/** Starts other programs: quietly with a heartbeat, with their output shown, or kept running. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dim, elapsed } from './console.mjs';

/** The checkout's root folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** How often a quiet program that takes long is said to be still running. */
const HEARTBEAT_MILLISECONDS = 5000;
/** Lines shown of a quiet program that failed. */
const SHOWN_LINES = 30;

/** Command line of an installed package's program, run by this Node: no shell, no npx, one process to signal. */
export function packageBin(packageName, binName = packageName) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[binName])];
}

/** Command line of npm: the one that runs us where known. */
export function npmCommand(program = 'npm') {
  const beside = join(dirname(process.env.npm_execpath || ''), `${program}-cli.js`);
  if (process.env.npm_execpath && existsSync(beside)) return [process.execPath, beside];
  return [process.platform === 'win32' ? `${program}.cmd` : program];
}

const start = ([file, ...args], options) =>
  spawn(file, args, { cwd: ROOT, shell: /\.cmd$/.test(file), ...options, env: { ...process.env, ...options.env } });

/** Runs a program with its output shown; resolves to its exit code. */
export function runShown(command, env = {}) {
  return new Promise((resolve) => {
    const child = start(command, { stdio: 'inherit', env });
    child.on('error', (error) => {
      console.error(`${command[0]}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

/** Runs a program quietly: says that it is still running, shows the last lines if it fails. Resolves to its exit code. */
export function runQuietly(label, command, env = {}) {
  return new Promise((resolve) => {
    const begun = Date.now();
    let output = '';
    const child = start(command, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const heartbeat = setInterval(() => console.log(dim(`     ${label} ... ${elapsed(begun)}`)), HEARTBEAT_MILLISECONDS);
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (code) => {
      clearInterval(heartbeat);
      if (code !== 0) console.log(output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n'));
      resolve(code);
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code === null ? 1 : code));
  });
}

/** Starts a program that keeps running; its output is shown with a name before each line. */
export function keepRunning(name, command, env = {}) {
  const child = start(command, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const show = (stream, target) => {
    let rest = '';
    stream.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) if (line.trim()) target.write(`${dim(`${name} |`)} ${line}\n`);
    });
  };
  show(child.stdout, process.stdout);
  show(child.stderr, process.stderr);
  return child;
}
