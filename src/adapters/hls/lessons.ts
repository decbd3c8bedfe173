/** Teaches the engine from hls.js's transfers. */
import type { Fragment, Part } from 'hls.js';
import type { DownloadSample } from '../../engine/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { hostOf, type TransferStats, toSample } from './translate.ts';

/**
 * Did the browser's cache answer? Undefined where it does not tell: other hosts need `Timing-Allow-Origin`, a service worker's
 * answers carry no sizes to trust, and the browser keeps the timings of a page's first 250 requests only.
 */
function isFromCache(url: string, startMilliseconds: number): boolean | undefined {
  const entries = performance.getEntriesByName?.(url, 'resource') as PerformanceResourceTiming[] | undefined;
  const entry = entries?.at(-1);
  if (!entry || entry.workerStart || entry.startTime < startMilliseconds - 1) return undefined;
  return entry.transferSize < entry.encodedBodySize || undefined;
}

/** What a transfer is about. */
export type Subject = Pick<DownloadSample, 'kind' | 'segment' | 'sourceLimited'>;

/**
 * Figures go to the engine as hls.js measured them; the engine judges which are believable. Returns the sample, if there is one.
 *
 * @param cutAtMilliseconds the rest was given up then.
 */
export function teach(
  session: AbrSession,
  stats: TransferStats,
  subject: Subject,
  url = '',
  cutAtMilliseconds?: number,
): DownloadSample | undefined {
  const fromCache = isFromCache(url, stats.loading.start);
  const sample = toSample(stats, { ...subject, host: hostOf(url), fromCache }, cutAtMilliseconds);
  if (sample && session.mode !== 'off' && !session.hasFailed) {
    const { engine } = session;
    const verdict = engine.addSample(sample);
    session.emit({ type: 'sample', sample, verdict, forecast: engine.forecast(sample.atSeconds, sample.host) });
  }
  return sample;
}

/** The same for a fragment or a part. hls.js puts a new statistics object in place with every request: call it at once. */
export function teachFragment(
  session: AbrSession,
  fragment: Fragment,
  part: Part | null | undefined,
  subject: Subject,
  cutAtMilliseconds?: number,
): void {
  teach(session, (part ?? fragment).stats, subject, part?.url || fragment.url, cutAtMilliseconds);
}
