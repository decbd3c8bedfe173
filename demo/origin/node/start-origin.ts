import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { resolveContent } from '../../content/resolve.ts';
import type { ContentResolver, OriginAnswer } from '../core/index.ts';
import { MAX_SESSION_BODY_BYTES, Origin } from '../core/index.ts';
import { createFixtureLoader, createOwnContentLister, createOwnContentLoader } from './content-files.ts';
import { crossOriginHeaders, PREFLIGHT_HEADERS, requireLocal } from './local-only.ts';
import { monotonicSeconds, wakeAt } from './precise-alarm.ts';
import { readBodyText } from './request-body.ts';
import { createResponseSink } from './response-sink.ts';

/** How to run the Node origin. */
export interface NodeOriginOptions {
  /** TCP port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Default: the demo's generated titles. */
  readonly resolveContent?: ContentResolver;
  /** Default: demo/public/fixture. */
  readonly fixtureFolder?: string;
  /** Default: demo/own-content. */
  readonly ownContentFolder?: string;
}

/** A running Node origin. */
export interface NodeOrigin {
  readonly port: number;
  /** Breaks what is under way and stops listening. */
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 256;
const LINGER_MS = 500;

/** Starts the origin on 127.0.0.1. Rejects when the port is taken. */
export async function startOrigin(options: NodeOriginOptions): Promise<NodeOrigin> {
  const ownFolder = options.ownContentFolder ?? pathBeside('../../own-content');
  const origin = new Origin(
    {
      name: 'node',
      monotonicSeconds,
      epochMs: () => Date.now(),
      encodeText: (text) => new TextEncoder().encode(text),
      loadFixture: createFixtureLoader(options.fixtureFolder ?? pathBeside('../../public/fixture')),
      loadOwnContent: createOwnContentLoader(ownFolder),
      listOwnContent: createOwnContentLister(ownFolder),
      wakeAt,
    },
    options.resolveContent ?? resolveContent,
  );
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, noDelay: true }, (request, response) => {
    void answer(origin, request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Longer than any player's pause between segments: a connection closed under a request looks like a network fault.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        origin.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(origin: Origin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedSeconds = monotonicSeconds();
  const extraHeaders = crossOriginHeaders(request);
  try {
    requireLocal(request);
    const method = request.method ?? 'GET';
    if (method === 'OPTIONS') {
      response.writeHead(204, { ...extraHeaders, ...PREFLIGHT_HEADERS }).end();
      return;
    }
    const bodyText = method === 'POST' ? await readBodyText(request, MAX_SESSION_BODY_BYTES) : '';
    const rangeHeader = request.headers.range;
    const result = await origin.handle({
      method,
      target: request.url ?? '/',
      bodyText,
      arrivedSeconds,
      ...(rangeHeader === undefined ? {} : { rangeHeader }),
    });
    if (result.kind === 'shaped') sendShaped(result, response, extraHeaders);
    else sendPlain(result, response, extraHeaders);
  } catch (error) {
    const refusal = origin.refuse(error);
    if (refusal.kind !== 'plain' || response.destroyed) return;
    // The client may still be sending: let it read the answer before the connection goes.
    request.resume();
    response.once('finish', () => setTimeout(() => request.socket.destroy(), LINGER_MS).unref());
    sendPlain(refusal, response, { ...extraHeaders, Connection: 'close' });
  }
}

function sendPlain(result: Extract<OriginAnswer, { kind: 'plain' }>, response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(result.head.status, { ...result.head.headers, ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : result.bytes);
}

function sendShaped(result: Extract<OriginAnswer, { kind: 'shaped' }>, response: ServerResponse, headers: Record<string, string>): void {
  // The client may have left while the body was loading: then nothing crosses the link.
  if (response.destroyed) return;
  const sink = createResponseSink(response, result.head, headers);
  const clientGone = result.send(sink);
  response.once('close', () => clientGone(sink.undeliveredBytes()));
}

function pathBeside(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
