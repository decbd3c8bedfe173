/**
 * The origin as the page sees it: link sessions, media addresses, ledgers. It is either a Node process
 * (address in `VITE_EVENKEEL_ORIGIN`) or the service worker beside this page.
 */
import { OWN_FOLDER } from '../content/own-title.ts';
import type { Film } from './film.ts';
import type { LedgerPage } from './ledger.ts';
import { readOwnFilm } from './own-film.ts';
import { PageError } from './page-error.ts';
import type { PlayerName } from './run-options.ts';
import { requireServiceWorker } from './worker-registration.ts';

const NODE_ORIGIN: string = import.meta.env.VITE_EVENKEEL_ORIGIN ?? '';
export const ORIGIN_KIND: 'node' | 'service-worker' = NODE_ORIGIN ? 'node' : 'service-worker';

const base = NODE_ORIGIN ? new URL(NODE_ORIGIN) : new URL('.', document.baseURI);

const linkUrl = (session: string, path = ''): string => new URL(`link/${session}${path}`, base).href;

const advice =
  ORIGIN_KIND === 'node'
    ? `No answer from ${base.href}. Start it with "npm start" in the repository, then press Start again.`
    : 'The service worker that plays the network did not answer. Reload the page; if that does not help, clear this site’s data.';

/** One link: its own trace clock, its own ledger, shared by every request of one player. */
export interface LinkSession {
  readonly id: string;
  manifestUrl(film: Film, player: PlayerName): string;
  readLedger(from: number): Promise<LedgerPage>;
}

function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `demo-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function request(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache: 'no-store', ...init });
  } catch {
    throw new PageError('The origin cannot be reached', advice);
  }
  if (!response.ok) {
    const text = (await response.text()).slice(0, 200);
    throw new PageError('The origin refused', `${response.status} for ${new URL(url).pathname}: ${text || response.statusText}`);
  }
  return response;
}

/** Waits until somebody serves `link/`. @throws PageError */
export async function requireOrigin(): Promise<void> {
  if (ORIGIN_KIND === 'service-worker') await requireServiceWorker();
  else await request(linkUrl('health'));
}

async function createSession(id: string, plan: object): Promise<void> {
  await request(linkUrl(id), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(plan) });
}

/** Names of the visitor's own titles; none where the origin has no disk. @throws PageError */
export async function listOwnTitles(): Promise<readonly string[]> {
  const response = await request(linkUrl('content'));
  const { titles } = (await response.json()) as { titles: readonly string[] };
  return titles;
}

/** Wide enough not to be felt: the page's own reading is no part of a run. */
const READING_LINK = { trace: { samples: [[1000, 1_000_000]] }, rttSeconds: 0 };

/** Reads one of the visitor's own titles on a link of its own, so that the players' links and ledgers know nothing of it. @throws PageError */
export async function openOwnFilm(name: string): Promise<Film> {
  const titles = await listOwnTitles();
  if (!titles.includes(name)) {
    const offer = titles.length > 0 ? `There is ${titles.join(', ')}.` : 'There is none so far.';
    throw new PageError(
      'No such title',
      ORIGIN_KIND === 'node'
        ? `demo/own-content has no title "${name}". ${offer} Make it with: npm run content -- FILE --name ${name}`
        : `Titles of your own are played from a checkout only: run "npm start" there. Choose another content here.`,
    );
  }
  const id = newSessionId();
  await createSession(id, READING_LINK);
  return readOwnFilm(name, async (path) => (await request(linkUrl(id, `/media/${OWN_FOLDER}/${name}/${path}`))).text());
}

/** Opens a link session with the chosen network. Its clock starts with the first shaped request. */
export async function openLink(profile: string): Promise<LinkSession> {
  const id = newSessionId();
  await createSession(id, { profile });
  return {
    id,
    manifestUrl(film, player) {
      return linkUrl(id, `/media/${film.folder}/${player === 'shaka-dash' ? 'manifest.mpd' : 'master.m3u8'}`);
    },
    async readLedger(from) {
      const response = await request(linkUrl(id, `/ledger?from=${from}`));
      return (await response.json()) as LedgerPage;
    },
  };
}
