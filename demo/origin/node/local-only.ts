import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/index.ts';

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Throws `RequestError` 403 unless both the Host and the Origin of a request are this machine's own names, and no foreign page embeds us. */
export function requireLocal(request: IncomingMessage): void {
  // A foreign name that resolves to 127.0.0.1 (DNS rebinding) would make us same-origin with a foreign page.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) {
    throw new RequestError(403, 'foreign-host', 'this origin answers to localhost, 127.0.0.1 and [::1] only');
  }
  const { origin } = request.headers;
  if (origin !== undefined && !LOCAL_ORIGIN.test(origin)) {
    throw new RequestError(403, 'foreign-origin', 'pages on this machine only (http://localhost:…, http://127.0.0.1:…)');
  }
  // Images, scripts and the like of a foreign page carry no Origin: it could not read the answer, but time it. Links are welcome.
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  if (origin === undefined && site === 'cross-site' && mode !== 'navigate') {
    throw new RequestError(403, 'foreign-page', 'pages on this machine only');
  }
}

/** CORS and timing headers for a local page on another port; nothing for other requests. */
export function crossOriginHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !LOCAL_ORIGIN.test(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Accept-Ranges',
    'Timing-Allow-Origin': origin,
  };
}

/** What a preflight is told on top. */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': '600',
  'Content-Length': '0',
};
