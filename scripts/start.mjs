/** `npm start`: the demo page with its origin server. Ctrl-C stops both. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { bold, elapsed, report } from './lib/console.mjs';
import { freePort, waitForPort } from './lib/ports.mjs';
import { keepRunning, packageBin, ROOT } from './lib/processes.mjs';

const PAGE_PORT = 4770;
const ORIGIN_PORT = 4780;
const READY_SECONDS = 60;
/** How long a program may take to end after being asked. */
const STOP_MILLISECONDS = 3000;

const HELP = `Usage: npm start -- [options]

  --port <number>         port of the demo page, default ${PAGE_PORT} or the next free one
  --origin-port <number>  port of the shaping media server, default ${ORIGIN_PORT} or the next free one
  --no-open               do not open a browser window
  --help                  this text`;

function fail(message) {
  report('fail', message);
  process.exit(1);
}

function readArguments(args) {
  const options = { port: PAGE_PORT, originPort: ORIGIN_PORT, open: true };
  const number = (name, value) => {
    const port = Number(value);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(`${name} must be a port from 1 to 65535, got ${value}`);
    return port;
  };
  for (let i = 0; i < args.length; i++) {
    const [name, attached] = args[i].split('=');
    const value = () => attached ?? args[++i];
    if (name === '--port') options.port = number(name, value());
    else if (name === '--origin-port') options.originPort = number(name, value());
    else if (name === '--no-open') options.open = false;
    else if (name === '--help' || name === '-h') {
      console.log(HELP);
      process.exit(0);
    } else fail(`unknown option ${name}\n\n${HELP}`);
  }
  return options;
}

/** Opens the page where somebody sits in front of a desktop; elsewhere the printed address is enough. */
function openPage(url) {
  if (!process.stdout.isTTY || process.env.CI || process.env.SSH_CONNECTION) return;
  const openers = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] };
  const hasDesktop = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const opener = openers[process.platform] ?? (hasDesktop ? ['xdg-open', url] : undefined);
  if (!opener) return;
  const child = spawn(opener[0], opener.slice(1), { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

const options = readArguments(process.argv.slice(2));
await bootstrap({ browser: false });

const originMain = join(ROOT, 'demo/origin/node/main.ts');
if (!existsSync(originMain)) fail('demo/origin/node/main.ts is missing: is this a complete checkout?');
const port = await freePort(options.port);
const originPort = await freePort(options.originPort === port ? port + 1 : options.originPort);
if (port !== options.port) report('note', `port ${options.port} is taken, using ${port}`);
if (originPort !== options.originPort) report('note', `port ${options.originPort} is taken, using ${originPort}`);

const running = new Map();
let stopping = false;

function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  process.exitCode = exitCode;
  for (const child of running.values()) child.kill('SIGTERM');
  setTimeout(() => {
    for (const child of running.values()) child.kill('SIGKILL');
  }, STOP_MILLISECONDS).unref();
}

function launch(name, command, env) {
  const child = keepRunning(name, command, env);
  running.set(name, child);
  child.on('error', (error) => {
    report('fail', `${name}: ${error.message}`);
    stop(1);
  });
  child.on('exit', (code, signal) => {
    running.delete(name);
    if (stopping) return;
    report('fail', `${name} ended by itself (${signal ?? `exit code ${code}`}); stopping the rest`);
    stop(1);
  });
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

const begun = Date.now();
const page = `http://localhost:${port}/`;
const origin = `http://127.0.0.1:${originPort}`;
launch('origin', [process.execPath, '--import', 'tsx', originMain, '--port', String(originPort)]);
launch('page', [...packageBin('vite'), '--port', String(port), '--strictPort', '--host', '127.0.0.1'], { VITE_EVENKEEL_ORIGIN: origin });
const ready = await Promise.all([port, originPort].map((each) => waitForPort(each, READY_SECONDS, () => stopping)));
if (!stopping && ready.includes(false)) {
  report('fail', `not ready after ${READY_SECONDS} s`);
  stop(1);
} else if (!stopping) {
  report('ok', 'demo page and origin run', begun);
  console.log(`\n  ${bold('Evenkeel demo')}   ${bold(page)}\n  media origin    ${origin}\n  ready after ${elapsed()}; Ctrl-C stops both\n`);
  if (options.open) openPage(page);
}
