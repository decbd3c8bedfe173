import { LIVE_FOLDERS } from '../../content/live.ts';
import { OWN_FOLDER } from '../../content/own-title.ts';
import { RequestError } from './request-error.ts';

/** What a request is for. `contentPath` is what the ledger and faults see: the part after the session. */
export type Route =
  | { readonly kind: 'health' }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'content' }
  | { readonly kind: 'create'; readonly session: string }
  | { readonly kind: 'ledger'; readonly session: string; readonly fromRevision: number }
  | { readonly kind: 'filler'; readonly session: string; readonly contentPath: string; readonly sizeBytes: number }
  | { readonly kind: 'own'; readonly session: string; readonly contentPath: string; readonly ownPath: string }
  | { readonly kind: 'live'; readonly session: string; readonly contentPath: string; readonly mediaPath: string; readonly query: string }
  | { readonly kind: 'media'; readonly session: string; readonly contentPath: string; readonly mediaPath: string };

/** Largest filler body, bytes. */
export const MAX_FILLER_BYTES: number = 64 * 1024 * 1024;

const SESSION_NAME = /^[A-Za-z0-9-]{1,64}$/;
const RESERVED = ['health', 'profiles', 'content'] as const;
const MAX_TARGET_LENGTH = 2048;

/** Reads method and target (`/link/...?query`, exactly as received). Throws `RequestError`. */
export function readRoute(method: string, target: string): Route {
  if (target.length > MAX_TARGET_LENGTH) throw new RequestError(414, 'long-path', `the path may have ${MAX_TARGET_LENGTH} characters`);
  const [rawPath = '', query = ''] = splitOnce(target, '?');
  const [mount, first, ...rest] = safeSegments(rawPath);
  if (mount !== 'link' || first === undefined) throw notFound(rawPath);
  const reserved = RESERVED.find((word) => word === first);
  if (reserved !== undefined && rest.length === 0) {
    requireMethod(method, ['GET', 'HEAD']);
    return { kind: reserved };
  }
  if (!SESSION_NAME.test(first) || reserved !== undefined) {
    throw new RequestError(400, 'bad-session', `a session name is 1 to 64 letters, digits or hyphens, but not ${RESERVED.join(', ')}`);
  }
  const session = first;
  const [area, ...below] = rest;
  if (area === undefined) {
    requireMethod(method, ['POST']);
    return { kind: 'create', session };
  }
  requireMethod(method, ['GET', 'HEAD']);
  if (area === 'ledger' && below.length === 0) return { kind: 'ledger', session, fromRevision: readFrom(query) };
  const contentPath = rest.join('/');
  if (area === 'bytes' && below.length === 1) {
    return { kind: 'filler', session, contentPath, sizeBytes: readSize(below[0] as string) };
  }
  if (area === 'media' && below[0] === OWN_FOLDER && below.length >= 3) {
    return { kind: 'own', session, contentPath, ownPath: below.slice(1).join('/') };
  }
  if (area === 'media' && LIVE_FOLDERS.some((folder) => folder === below[0]) && below.length > 1) {
    return { kind: 'live', session, contentPath, mediaPath: below.join('/'), query };
  }
  if (area === 'media' && below.length > 0) return { kind: 'media', session, contentPath, mediaPath: below.join('/') };
  throw notFound(rawPath);
}

/**
 * The decoded segments of a path. Refuses whatever could climb out of a folder, before any host sees it:
 * URL parsers resolve `..` (and `%2e%2e`) silently, so the text is split before it is decoded.
 */
function safeSegments(rawPath: string): string[] {
  const [lead, ...segments] = rawPath.split('/');
  if (lead !== '' || segments.length === 0) throw badPath();
  return segments.map((segment) => {
    const decoded = decode(segment);
    // Letters, digits and a few signs are all our content needs; everything else is refused, not escaped.
    if (decoded === '.' || decoded === '..' || !/^[A-Za-z0-9._~-]+$/.test(decoded)) throw badPath();
    return decoded;
  });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badPath();
  }
}

function badPath(): RequestError {
  return new RequestError(400, 'bad-path', 'path segments are letters, digits, ".", "_", "~" and "-", and never "." or ".."');
}

function notFound(path: string): RequestError {
  return new RequestError(
    404,
    'not-found',
    `nothing at ${path}; see /link/profiles, /link/content, /link/{session}/media/…, /link/{session}/ledger`,
  );
}

function requireMethod(method: string, allowed: readonly string[]): void {
  if (!allowed.includes(method)) {
    throw new RequestError(405, 'method-not-allowed', `use ${allowed.join(' or ')} here`, { allow: allowed });
  }
}

function readSize(text: string): number {
  const sizeBytes = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(sizeBytes <= MAX_FILLER_BYTES)) throw new RequestError(400, 'bad-size', `bytes/{n}: n must be 0..${MAX_FILLER_BYTES}`);
  return sizeBytes;
}

function readFrom(query: string): number {
  const found = query.split('&').find((pair) => pair.startsWith('from='));
  if (found === undefined) return 0;
  const text = found.slice('from='.length);
  if (!/^\d{1,15}$/.test(text))
    throw new RequestError(400, 'bad-from', 'from must be a whole number >= 0, as in the last answer\'s "next"');
  return Number(text);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
