/** Free TCP ports, and waiting until somebody listens on one. */
import { connect, createServer } from 'node:net';

const HOST = '127.0.0.1';
const TRIES = 50;
const POLL_MILLISECONDS = 100;

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** `preferred`, or the next port above it that nobody uses. */
export async function freePort(preferred) {
  for (let port = preferred; port < preferred + TRIES; port++) if (await isFree(port)) return port;
  throw new Error(`no free port from ${preferred} to ${preferred + TRIES - 1}`);
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: HOST });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Resolves to true once `port` accepts connections, to false when `cancelled()` or after `timeoutSeconds`. */
export async function waitForPort(port, timeoutSeconds, cancelled) {
  const untilMilliseconds = Date.now() + timeoutSeconds * 1000;
  while (Date.now() < untilMilliseconds && !cancelled()) {
    if (await answers(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return false;
}

/** The first of `count` free ports in a row, at `preferred` or above. */
export async function freePortsInARow(preferred, count) {
  for (let first = preferred; first < preferred + TRIES; first++) {
    const row = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row from ${preferred}`);
}
