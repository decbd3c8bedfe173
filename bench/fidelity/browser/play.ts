/** Plays one session in the demo page and reads what the origin and the media element say. */
import { loadavg } from 'node:os';
import type { Page } from '@playwright/test';
import type {} from '../../../demo/page/test-hook.ts';
import { CODEC } from '../content.ts';
import type { PlayedSession } from '../played-session.ts';
import { type FidelitySession, TITLE_SECONDS } from '../session.ts';
import type { ViewportPixels } from '../simulated.ts';
import { type PageRecord, playheadLag, type SessionLedger, toPlayed } from './page-record.ts';
import type { Stage } from './stage.ts';

export interface BrowserResult {
  readonly played: PlayedSession;
  /** Library and version. */
  readonly library: string;
  readonly viewport: ViewportPixels;
  /** Load of the machine over the last minute at the end, processes: a busy one is late with everything. */
  readonly loadAverage: number;
  /** How far the playhead fell behind without a stall, see `playheadLag`. */
  readonly lagSeconds: number;
}

/** As `npm run compare` has it. */
const WINDOW = { width: 1920, height: 1080 };

/** So that requests at the end are in the ledger and in the page's events, seconds. */
const MARGIN_SECONDS = 1;

export async function playInBrowser({ browser, pageUrl, linkUrl }: Stage, session: FidelitySession): Promise<BrowserResult> {
  const context = await browser.newContext({ viewport: WINDOW });
  try {
    const page = await context.newPage();
    const plan = { trace: { name: session.network, samples: session.samples }, rttSeconds: session.rttSeconds };
    await page.addInitScript(prepare, JSON.stringify(plan));
    const view = session.rule === 'evenkeel' ? 'evenkeel' : 'builtin';
    const query = { player: session.player, profile: 'steady', table: session.table, codec: CODEC, duration: String(TITLE_SECONDS) };
    await page.goto(`${pageUrl}?${new URLSearchParams({ ...query, view, autostart: '1' })}`);
    await page.evaluate(() => window.evenkeelDemo.ready);
    await page.waitForTimeout((session.seconds + MARGIN_SECONDS) * 1000);
    const record = await readPage(page);
    if (record.error) throw new Error(record.error);
    const response = await fetch(`${linkUrl}${record.link}/ledger`);
    if (!response.ok) throw new Error(`the origin has no ledger of ${record.link}: ${response.status}`);
    const ledger = (await response.json()) as SessionLedger;
    const { library, viewport } = record;
    const loadAverage = loadavg()[0] ?? 0;
    return { played: toPlayed(record, ledger), library, viewport, loadAverage, lagSeconds: playheadLag(record) };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page before its own scripts. The page asks the origin for a profile; it gets the session's own trace.
 *
 * What the page could learn of this machine, and the simulator knows nothing of, is taken away or made neutral: the Network
 * Information API (a guess of the machine's network, absent in Firefox and Safari), whether its decoders save power, and
 * dropped frames. Both players and Evenkeel do without.
 */
function prepare(plan: string): void {
  const { fetch } = window;
  window.fetch = (input, init) => {
    const isLink = init?.method === 'POST' && /\/link\/demo-[0-9a-f]+$/.test(String(input));
    if (isLink) window.fetch = fetch;
    return fetch(input, isLink ? { ...init, body: plan } : init);
  };
  Object.defineProperty(navigator, 'connection', { value: undefined });
  const { decodingInfo } = MediaCapabilities.prototype;
  MediaCapabilities.prototype.decodingInfo = async function (this: MediaCapabilities, configuration: MediaDecodingConfiguration) {
    return { ...(await decodingInfo.call(this, configuration)), smooth: true, powerEfficient: true };
  } as typeof decodingInfo;
  Object.defineProperty(HTMLVideoElement.prototype, 'getVideoPlaybackQuality', { value: undefined });
}

function readPage(page: Page): Promise<PageRecord> {
  return page.evaluate(async () => {
    const [side] = window.evenkeelDemo.sides;
    const video = document.querySelector('video');
    const address = performance.getEntriesByType('resource').find(({ name }) => /\/link\/demo-[0-9a-f]+\/media\//.test(name));
    const link = /\/link\/(demo-[0-9a-f]+)\//.exec(address?.name ?? '')?.[1];
    const error = side?.error ?? (side && link && video ? null : 'the page started no player');
    return {
      error,
      link: link ?? '',
      library: side?.library ?? '',
      timeOriginEpochMs: performance.timeOrigin,
      nowSeconds: performance.now() / 1000,
      events: side?.events() ?? [],
      viewport: {
        widthPixels: (video?.clientWidth ?? 0) * devicePixelRatio,
        heightPixels: (video?.clientHeight ?? 0) * devicePixelRatio,
      },
    };
  });
}
