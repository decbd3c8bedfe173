/** Requests that no page of ours makes, byte by byte over a socket: paths, hosts, sizes, and what is not HTTP. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeOrigin } from '../node/start-origin.ts';
import { startOrigin } from '../node/start-origin.ts';
import { flat, stubContent } from './fake-host.ts';

vi.mock('../../content/resolve.ts', () => ({ resolveContent: vi.fn() }));

let origin: NodeOrigin;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-hostile-'));
  await mkdir(join(folder, 'own', 'film'), { recursive: true });
  await writeFile(join(folder, 'own', 'film', 'seg.m4s'), 'public');
  await writeFile(join(folder, 'secret.m4s'), 'TOP-SECRET');
  origin = await startOrigin({ port: 0, resolveContent: stubContent, fixtureFolder: folder, ownContentFolder: join(folder, 'own') });
  await fetch(`http://127.0.0.1:${origin.port}/link/a`, { method: 'POST', body: JSON.stringify(flat(80_000, { rttSeconds: 0 })) });
});
afterAll(async () => {
  await origin.close();
  await rm(folder, { recursive: true });
});

/** Sends exactly these bytes; the whole answer as text. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(origin.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer ? resolve(answer) : reject(error)));
    socket.write(text, 'latin1');
  });
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);
const get = (target: string, headers = 'Host: localhost\r\n'): Promise<string> =>
  exchange(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);

const CLIMBS: readonly string[] = [
  '../secret.m4s',
  'film/../../secret.m4s',
  '%2e%2e/secret.m4s',
  '.%2e/secret.m4s',
  '%2E%2E%2Fsecret.m4s',
  '..%2fsecret.m4s',
  '..%5csecret.m4s',
  '..\\secret.m4s',
  'film\\..\\..\\secret.m4s',
  '%252e%252e%252fsecret.m4s',
  '%252e%252e/secret.m4s',
  '%25252e%25252e/secret.m4s',
  '..%c0%afsecret.m4s',
  '%c0%ae%c0%ae/secret.m4s',
  '%u002e%u002e/secret.m4s',
  '..;/secret.m4s',
  '....//secret.m4s',
  './/../secret.m4s',
  'film/seg.m4s%00.txt',
  'film/%00/../../secret.m4s',
  'film/seg.m4s%0d%0aX-Evil:%201',
  '%e2%80%a5/secret.m4s',
  '%ef%bc%8e%ef%bc%8e/secret.m4s',
  'film/%',
  'film/%zz',
];

describe('paths', () => {
  it('that stay inside are served', async () => {
    expect(await get('/link/a/media/own/film/seg.m4s')).toMatch(/^HTTP\/1\.1 200[\s\S]*public$/);
  });

  it.each(CLIMBS)('%s leads nowhere', async (path) => {
    for (const place of ['own/', 'own/film/', '']) {
      const answer = await get(`/link/a/media/${place}${path}`);
      expect([place, statusOf(answer)]).toEqual([place, 400]);
      expect(answer).not.toContain('TOP-SECRET');
      expect(answer).not.toMatch(/X-Evil|evenkeel-hostile/i);
    }
  });

  it.each([
    ['//etc/passwd', 400],
    ['/link/../../etc/passwd', 400],
    ['/etc/passwd', 404],
    ['http://evil.example/link/health', 400],
    ['*', 400],
    ['/link/__proto__', 400],
    ['/link/constructor', 405],
    ['/link/a/media/__proto__/x', 404],
    ['/link/a/media/own/__proto__/constructor.json', 404],
  ])('%s is answered with %i', async (target, status) => {
    expect(statusOf(await get(target))).toBe(status);
  });
});

describe('sizes', () => {
  it.each([
    ['a long path', `/link/a/media/${'x'.repeat(3000)}`, 414],
    ['a long query', `/link/health?${'x'.repeat(3000)}`, 414],
    ['many segments', `/link/a/media${'/x'.repeat(1100)}`, 414],
  ])('%s is refused', async (_, target, status) => {
    expect(statusOf(await get(target))).toBe(status);
  });

  it('headers are bounded together, in number and in length', async () => {
    expect(statusOf(await get('/link/health', `Host: localhost\r\nX: ${'x'.repeat(17_000)}\r\n`))).toBe(431);
    expect(
      statusOf(await get('/link/health', `Host: localhost\r\n${Array.from({ length: 2000 }, (_, i) => `X${i}: 1234567\r\n`).join('')}`)),
    ).toBe(431);
  });

  it('a body is refused by its announced length before it comes, and by its real one', async () => {
    const announced = await exchange('POST /link/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n{');
    expect(statusOf(announced)).toBe(413);
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;
    const chunked = await exchange(
      `POST /link/b HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(6)}0\r\n\r\n`,
    );
    expect(statusOf(chunked)).toBe(413);
  });

  it('JSON that pollutes or nests without end is refused', async () => {
    for (const body of [
      '{"__proto__":{"polluted":1},"profile":"cliff"}',
      '{"profile":"__proto__"}',
      '{"profile":"constructor"}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `{"trace":${'{"trace":'.repeat(2000)}1${'}'.repeat(2000)}}`,
      '{"profile":"cliff","rttSeconds":1e999}',
      '{"profile":"cliff","faults":{"length":1}}',
    ]) {
      const answer = await exchange(
        `POST /link/b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      expect([body.slice(0, 40), statusOf(answer)]).toEqual([body.slice(0, 40), 400]);
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('hosts and pages', () => {
  it.each([
    ['no host', ''],
    ['an empty host', 'Host: \r\n'],
    ['a foreign host', 'Host: evil.example\r\n'],
    ['a name that begins like ours', 'Host: 127.0.0.1.evil.example\r\n'],
    ['a name that ends like ours', 'Host: evil.localhost\r\n'],
    ['a user in front', 'Host: localhost@evil.example\r\n'],
    ['another spelling of the address', 'Host: 2130706433\r\n'],
    ['any address', 'Host: 0.0.0.0\r\n'],
    ['a path behind', 'Host: localhost/evil\r\n'],
    ['a foreign page', 'Host: localhost\r\nOrigin: https://evil.example\r\n'],
    ['a page that hides', 'Host: localhost\r\nOrigin: null\r\n'],
    ['a page that looks like ours', 'Host: localhost\r\nOrigin: http://localhost.evil.example\r\n'],
    ['an image on a foreign page', 'Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n'],
  ])('%s is refused', async (_, headers) => {
    const answer = await get('/link/health', headers);
    expect([400, 403]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/access-control-allow-origin/i);
  });

  it('a foreign page cannot make or read a session, a local one and a link can', async () => {
    const foreign = 'Host: localhost\r\nOrigin: https://evil.example\r\n';
    expect(statusOf(await exchange(`POST /link/c HTTP/1.1\r\n${foreign}Connection: close\r\nContent-Length: 2\r\n\r\n{}`))).toBe(403);
    expect(statusOf(await exchange(`OPTIONS /link/c HTTP/1.1\r\n${foreign}Connection: close\r\n\r\n`))).toBe(403);
    expect(statusOf(await get('/link/a/ledger', foreign))).toBe(403);
    expect(statusOf(await get('/link/a/ledger', 'Host: localhost\r\nOrigin: http://localhost:4770\r\n'))).toBe(200);
    expect(statusOf(await get('/link/health', 'Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n'))).toBe(200);
  });

  it('is reachable from this machine only', async () => {
    const { networkInterfaces } = await import('node:os');
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) {
      const isRefused = await new Promise<boolean>((resolve) => {
        const socket = connect({ port: origin.port, host: address, timeout: 1000 });
        socket.on('connect', () => resolve(false));
        for (const event of ['error', 'timeout']) socket.on(event, () => resolve(true));
      });
      expect([address, isRefused]).toEqual([address, true]);
    }
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['noise', '\x16\x03\x01\x02\x00\r\n\r\n'],
    ['two lengths', 'POST /link/d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a length and chunks', 'POST /link/d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a space in the path', 'GET /link/a/media/x y HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an unknown method', 'BREW /link/health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s ends the connection with an error', async (_, text) => {
    expect(statusOf(await exchange(text))).toBe(400);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT'])('%s changes nothing', async (method) => {
    const answer = await exchange(`${method} /link/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect([0, 400, 405]).toContain(statusOf(answer));
  });

  it('and afterwards the origin is still there', async () => {
    expect(statusOf(await get('/link/health'))).toBe(200);
  });
});
