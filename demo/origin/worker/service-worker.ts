import { resolveContent } from '../../content/resolve.ts';
import type { OriginAnswer } from '../core/index.ts';
import { MAX_SESSION_BODY_BYTES, Origin, RequestError } from '../core/index.ts';
import { createStreamResponse } from './stream-response.ts';
import { monotonicSeconds, wakeAt } from './worker-alarm.ts';

// The whole origin inside the visitor's browser: it answers {scope}link/… and nothing else.

declare const self: ServiceWorkerGlobalScope;

const fixtures = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

const origin = new Origin(
  {
    name: 'worker',
    monotonicSeconds,
    epochMs: () => Date.now(),
    encodeText: (text) => new TextEncoder().encode(text),
    loadFixture,
    wakeAt,
  },
  resolveContent,
);

self.addEventListener('install', () => void self.skipWaiting());

// Pages opened before the worker was there are served too, without a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const target = targetOf(event.request.url);
  if (target === undefined) return;
  event.respondWith(answer(event, target));
});

/** Path and query from `/link/` on, or `undefined` for requests that are not ours. */
function targetOf(url: string): string | undefined {
  // The scope may be a folder, as on GitHub Pages.
  const mount = new URL('link/', self.registration.scope).href;
  return url.startsWith(mount) ? `/link/${url.slice(mount.length).split('#')[0]}` : undefined;
}

async function answer(event: FetchEvent, target: string): Promise<Response> {
  const arrivedSeconds = monotonicSeconds();
  const { request } = event;
  let result: OriginAnswer;
  try {
    const bodyText = request.method === 'POST' ? await readBodyText(request) : '';
    const rangeHeader = request.headers.get('Range');
    const { method } = request;
    result = await origin.handle({ method, target, bodyText, arrivedSeconds, ...(rangeHeader === null ? {} : { rangeHeader }) });
  } catch (error) {
    result = origin.refuse(error);
  }
  const hasBody = request.method !== 'HEAD';
  if (result.kind === 'plain') {
    return new Response(hasBody ? result.bytes : null, { status: result.head.status, headers: result.head.headers });
  }
  if (request.signal.aborted) return Response.error();
  // Set once the transfer is under way; the page cannot give up a body before that.
  let clientGone = (_undeliveredBytes: number): void => {};
  const shaped = createStreamResponse(result.head, hasBody, () => clientGone(shaped.undeliveredBytes()));
  event.waitUntil(shaped.finished);
  clientGone = result.send(shaped.sink);
  request.signal.addEventListener('abort', () => {
    clientGone(shaped.undeliveredBytes());
    shaped.sink.drop();
  });
  return shaped.response;
}

async function readBodyText(request: Request): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_SESSION_BODY_BYTES) {
    throw new RequestError(413, 'long-body', `the body may have ${MAX_SESSION_BODY_BYTES} bytes`, { maxBytes: MAX_SESSION_BODY_BYTES });
  }
  return new TextDecoder().decode(bytes);
}

/** Fixture files lie beside the page and stay in memory: they are few and small. */
function loadFixture(path: string): Promise<Uint8Array<ArrayBuffer>> {
  let file = fixtures.get(path);
  if (file === undefined) {
    file = fetchBytes(new URL(`fixture/${path}`, self.registration.scope));
    fixtures.set(path, file);
    file.catch(() => fixtures.delete(path));
  }
  return file;
}

async function fetchBytes(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new RequestError(502, 'no-fixture', `the page's host answered ${response.status} for ${url.pathname}`);
  return new Uint8Array(await response.arrayBuffer());
}
