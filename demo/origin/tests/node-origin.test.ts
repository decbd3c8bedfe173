import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LedgerView } from '../core/index.ts';
import type { NodeOrigin } from '../node/start-origin.ts';
import { startOrigin } from '../node/start-origin.ts';
import { flat, stubContent } from './fake-host.ts';

// These tests bring their own content; the demo's titles are not part of the host.
vi.mock('../../content/resolve.ts', () => ({ resolveContent: vi.fn() }));

let origin: NodeOrigin;
let folder: string;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-origin-'));
  await mkdir(join(folder, 'own', 'film'), { recursive: true });
  await writeFile(join(folder, 'any.mp4'), new Uint8Array(1000).fill(9));
  await writeFile(join(folder, 'own', 'film', 'seg.m4s'), new Uint8Array(500).fill(1));
  await writeFile(join(folder, 'own', 'film', 'notes.txt'), 'private');
  await writeFile(join(folder, 'secret.m4s'), 'secret');
  await symlink(join(folder, 'secret.m4s'), join(folder, 'own', 'film', 'link.m4s'));
  for (const [name, ...files] of [
    ['clip', 'master.m3u8', 'manifest.mpd'],
    ['half-made', 'master.m3u8'],
    ['Not a name', 'master.m3u8', 'manifest.mpd'],
  ] as const) {
    await mkdir(join(folder, 'own', name));
    for (const file of files) await writeFile(join(folder, 'own', name, file), '#');
  }
  await symlink(join(folder, 'own', 'clip'), join(folder, 'own', 'linked'));
  origin = await startOrigin({ port: 0, resolveContent: stubContent, fixtureFolder: folder, ownContentFolder: join(folder, 'own') });
  base = `http://127.0.0.1:${origin.port}`;
});

afterAll(async () => {
  await origin.close();
  await rm(folder, { recursive: true });
});

async function post(session: string, body: unknown): Promise<Response> {
  return fetch(`${base}/link/${session}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
}

/** A request with exactly this path and these headers, which `fetch` would tidy up. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: origin.port, path, headers, method, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    request.on('error', reject);
    request.end();
  });
}

async function ledgerUntil(session: string, test: (ledger: LedgerView) => boolean): Promise<LedgerView> {
  for (let i = 0; i < 200; i++) {
    const ledger = (await (await fetch(`${base}/link/${session}/ledger`)).json()) as LedgerView;
    if (test(ledger)) return ledger;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the ledger never got there');
}

describe('the Node host', () => {
  it('serves content whole, from fixture, own files and filler', async () => {
    expect((await post('whole', flat(80_000, { rttSeconds: 0 }))).status).toBe(201);
    for (const [path, size, first] of [
      ['media/seg.m4s', 1000, 9],
      ['media/own/film/seg.m4s', 500, 1],
      ['bytes/300000', 300_000, 0],
    ] as const) {
      const response = await fetch(`${base}/link/whole/${path}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect([path, response.status, bytes.length, bytes[0]]).toEqual([path, 200, size, first]);
    }
  });

  it('lists own titles that can be played', async () => {
    expect(await (await fetch(`${base}/link/content`)).json()).toEqual({ titles: ['clip'] });
  });

  it('refuses to leave its folders', async () => {
    await post('paths', flat(80_000, { rttSeconds: 0 }));
    for (const path of [
      '../secret.m4s',
      '%2e%2e/secret.m4s',
      '..%2fsecret.m4s',
      'film/../../secret.m4s',
      'film/%2e%2e%2f%2e%2e%2fsecret.m4s',
    ]) {
      const answer = await raw(`/link/paths/media/own/${path}`);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.text).not.toContain('secret');
    }
    for (const path of ['film/link.m4s', 'film/notes.txt', 'film/none.m4s']) {
      expect([path, (await raw(`/link/paths/media/own/${path}`)).status]).toEqual([path, 404]);
    }
  });

  it('refuses foreign hosts and foreign pages', async () => {
    for (const host of ['evil.example', `evil.example:${origin.port}`, '127.0.0.1.evil.example', 'localhost.evil']) {
      const answer = await raw('/link/health', { host });
      expect([host, answer.status, JSON.parse(answer.text).error]).toEqual([host, 403, 'foreign-host']);
    }
    for (const host of ['localhost', `localhost:${origin.port}`, '[::1]:80', '127.0.0.1']) {
      expect([host, (await raw('/link/health', { host })).status]).toEqual([host, 200]);
    }
    expect((await raw('/link/health', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await raw('/link/health', { origin: 'null' })).status).toBe(403);
  });

  it('lets pages on other local ports read and time its answers', async () => {
    const page = 'http://localhost:5173';
    const answer = await raw('/link/health', { origin: page });
    expect(answer.headers['access-control-allow-origin']).toBe(page);
    expect(answer.headers['timing-allow-origin']).toBe(page);
    expect(answer.headers['cache-control']).toBe('no-store');
    const preflight = await raw('/link/a', { origin: page, 'access-control-request-method': 'POST' }, 'OPTIONS');
    expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, POST']);
  });

  it('refuses a body that is too long, announced or not', async () => {
    const long = 'x'.repeat(300 * 1024);
    const announced = await post('long', long);
    expect([announced.status, (await announced.json()).error]).toEqual([413, 'long-body']);
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port: origin.port, path: '/link/long', method: 'POST', agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      for (let i = 0; i < 30; i++) request.write('x'.repeat(10 * 1024));
      request.end();
    });
    expect(status).toBe(413);
  });

  it('refuses enormous headers', async () => {
    expect((await raw('/link/health', { 'x-long': 'x'.repeat(20_000) })).status).toBe(431);
  });

  it('answers bad sessions as the core does', async () => {
    const unknown = await post('bad', { profile: 'dial-up' });
    expect(unknown.status).toBe(400);
    expect((await unknown.json()).profiles).toContain('tunnel');
    const negative = await (await post('bad', { trace: { samples: [[1000, -1]] } })).json();
    expect(negative.message).toContain('trace.samples[0][1]');
    expect((await fetch(`${base}/link/nobody/media/seg.m4s`)).status).toBe(409);
  });

  it('answers planned faults', async () => {
    await post(
      'faults',
      flat(80_000, {
        rttSeconds: 0,
        faults: [
          { pathIncludes: 'seg', status: 404, times: 1 },
          { pathIncludes: 'seg', status: 503, times: 1 },
          { pathIncludes: 'bytes', dropAfterBytes: 1000 },
        ],
      }),
    );
    expect((await fetch(`${base}/link/faults/media/seg.m4s`)).status).toBe(404);
    expect((await fetch(`${base}/link/faults/media/seg.m4s`)).status).toBe(503);
    expect((await fetch(`${base}/link/faults/media/seg.m4s`)).status).toBe(200);
    const dropped = await fetch(`${base}/link/faults/bytes/5000`);
    await expect(dropped.arrayBuffer()).rejects.toThrow();
    const ledger = await ledgerUntil('faults', (view) => view.requests[3]?.state === 'fault');
    expect(ledger.requests[3]?.deliveredBits).toBe(8000);
  });

  it('accounts for what an aborting client really got', async () => {
    await post('abort', flat(800, { rttSeconds: 0 }));
    const controller = new AbortController();
    const response = await fetch(`${base}/link/abort/bytes/1000000`, { signal: controller.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let receivedBytes = 0;
    while (receivedBytes < 5000) receivedBytes += (await reader.read()).value?.length ?? 0;
    controller.abort();
    const ledger = await ledgerUntil('abort', (view) => view.requests[0]?.state === 'aborted');
    expect(ledger.requests[0]?.deliveredBits).toBeGreaterThanOrEqual(receivedBytes * 8);
    expect(ledger.requests[0]?.deliveredBits).toBeLessThan(8_000_000);
    expect(ledger.deliveredBits).toBe(ledger.requests[0]?.deliveredBits);
  });

  it('survives clients that leave before the first byte', async () => {
    await post('early', flat(800, { rttSeconds: 5 }));
    const socket = connect(origin.port, '127.0.0.1');
    socket.write('GET /link/early/bytes/1000 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await ledgerUntil('early', (view) => view.requests.length === 1);
    socket.destroy();
    const ledger = await ledgerUntil('early', (view) => view.requests[0]?.state === 'aborted');
    expect([ledger.requests[0]?.deliveredBits, ledger.requests[0]?.firstByteSeconds]).toEqual([0, null]);
  });
});
