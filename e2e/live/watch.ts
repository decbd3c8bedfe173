/** Plays one live stream for a while and returns what there was to see. */
import type { Page } from '@playwright/test';
import type { LiveRequest, LiveState } from '../harness/live.ts';
import { type LedgerRequest, openLink } from '../link-session.ts';
import { HARNESS_URL, RUNG_RATES } from '../players.ts';
import type { Combination, LiveLink } from './combinations.ts';

/** What one viewer saw. */
export interface Watched {
  readonly state: LiveState;
  /** Requests for video that the link saw, in their order; `segment` counts in segments, parts are fractions of one. */
  readonly video: readonly { readonly rung: number; readonly segment: number; readonly request: LedgerRequest }[];
}

/** Eight parts to a segment. */
const PARTS = 8;

/** @param seconds how long to watch from the first frame on. */
export async function watch(
  page: Page,
  { player, path, config }: Combination,
  { network }: LiveLink,
  plugin: LiveRequest['plugin'],
  seconds: number,
): Promise<Watched> {
  const link = await openLink(network);
  await page.goto(new URL('live.html', HARNESS_URL).href);
  await page.waitForFunction(() => window.live !== undefined);
  await page.evaluate((request) => window.live.start(request), { player, url: link.mediaUrl(path), plugin, config });
  const read = (): Promise<LiveState> => page.evaluate(() => window.live.state());
  try {
    await page.waitForFunction(() => window.live.state().startupSeconds !== null, undefined, { timeout: 20_000, polling: 250 });
  } catch {
    const { errors } = await read();
    throw new Error(`no first frame within 20 s; errors: ${errors.join('; ') || 'none'}`);
  }
  await page.waitForTimeout(seconds * 1000);
  const state = await read();
  const requests = await link.ledger();
  await page.goto('about:blank');
  const video = requests.flatMap((request) => {
    const [, rung, segment, part] = /\/video\/(\d+)\/(\d+)(?:\.(\d))?\.m4s$/.exec(request.path) ?? [];
    return rung === undefined ? [] : [{ rung: Number(rung), segment: Number(segment) + Number(part ?? 0) / PARTS, request }];
  });
  return { state, video };
}

/** The figures of a table row. */
export interface LiveFigures {
  readonly stallCount: number;
  readonly stallSeconds: number;
  readonly latencyMeanSeconds: number;
  readonly latencyP95Seconds: number;
  readonly bufferMeanSeconds: number;
  readonly bufferMaxSeconds: number;
  readonly switches: number;
  readonly meanRateBitsPerSecond: number;
  readonly rescues: number;
  readonly sourceLimited: number;
  readonly errors: readonly string[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

/** What the player ended up playing: the last rung asked for of each segment or part that came whole. */
export function playedRungs({ video }: Watched): readonly number[] {
  const bySegment = new Map<number, number>();
  for (const { rung, segment, request } of video) if (request.state === 'done') bySegment.set(segment, rung);
  return [...bySegment].sort(([a], [b]) => a - b).map(([, rung]) => rung);
}

export function figuresOf(watched: Watched): LiveFigures {
  const { state } = watched;
  const latencies = state.looks.flatMap(({ latencySeconds }) => latencySeconds ?? []).sort((a, b) => a - b);
  const buffers = state.looks.filter(({ latencySeconds }) => latencySeconds !== null).map(({ bufferSeconds }) => bufferSeconds);
  const rungs = playedRungs(watched);
  return {
    stallCount: state.stalls.length,
    stallSeconds: state.stalls.reduce((sum, { stallSeconds }) => sum + stallSeconds, 0),
    latencyMeanSeconds: mean(latencies),
    latencyP95Seconds: latencies[Math.floor(0.95 * latencies.length)] ?? Number.NaN,
    bufferMeanSeconds: mean(buffers),
    bufferMaxSeconds: Math.max(0, ...buffers),
    switches: rungs.filter((rung, i) => i > 0 && rung !== rungs[i - 1]).length,
    meanRateBitsPerSecond: mean(rungs.map((rung) => RUNG_RATES[rung] ?? 0)),
    rescues: state.events.filter(({ type }) => type === 'rescue').length,
    sourceLimited: state.events.filter((event) => event.type === 'sample' && event.sample.sourceLimited).length,
    errors: state.errors,
  };
}
