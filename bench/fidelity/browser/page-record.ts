/** The page's and the origin's notes of one session, put on one clock. */
import { parseMediaPath } from '../../../demo/content/index.ts';
import type { LedgerPage, LedgerRequest } from '../../../demo/page/ledger.ts';
import type { PlaybackEvent } from '../../../demo/page/measure.ts';
import type { PlayedRequest, PlayedSession, PlayedStall } from '../played-session.ts';
import type { ViewportPixels } from '../simulated.ts';

/** What the page knows. Times of `events` are seconds of its own clock. */
export interface PageRecord {
  readonly error: string | null;
  /** Name of the link session. */
  readonly link: string;
  readonly library: string;
  /** Wall clock at second 0 of the page's clock. */
  readonly timeOriginEpochMs: number;
  readonly nowSeconds: number;
  readonly events: readonly PlaybackEvent[];
  readonly viewport: ViewportPixels;
}

/** What the origin knows; both run on one machine and share its wall clock. */
export type SessionLedger = Pick<LedgerPage, 'startedAtEpochMs' | 'requests'>;

/**
 * How far the playhead is behind where start-up and stalls put it, seconds; 0 where it never started. A machine that is too
 * busy to decode holds playback up without a stall: such a session says little about the simulator.
 */
export function playheadLag({ events }: PageRecord): number {
  const startup = events.find(({ type }) => type === 'startup');
  const last = events.flatMap((event) => (event.type === 'buffer' && event.playing ? [event] : [])).at(-1);
  if (!startup || !last) return 0;
  const stalled = stallsOf(events, last.atSeconds)
    .filter(({ startSeconds }) => startSeconds < last.atSeconds)
    .reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return last.atSeconds - startup.atSeconds - stalled - last.positionSeconds;
}

export function toPlayed(record: PageRecord, ledger: SessionLedger): PlayedSession {
  const startedSeconds = ((ledger.startedAtEpochMs ?? 0) - record.timeOriginEpochMs) / 1000;
  const startup = record.events.find(({ type }) => type === 'startup');
  return {
    startupSeconds: startup ? startup.atSeconds - startedSeconds : null,
    stalls: stallsOf(record.events, record.nowSeconds).map((stall) => ({ ...stall, startSeconds: stall.startSeconds - startedSeconds })),
    requests: ledger.requests.map(toRequest).sort((a, b) => a.startSeconds - b.startSeconds),
  };
}

function stallsOf(events: readonly PlaybackEvent[], nowSeconds: number): PlayedStall[] {
  const stalls: PlayedStall[] = [];
  let startSeconds: number | undefined;
  for (const event of events) {
    if (event.type === 'stall-start') startSeconds = event.atSeconds;
    if (event.type === 'stall-end' && startSeconds !== undefined) {
      stalls.push({ startSeconds, durationSeconds: event.stallSeconds });
      startSeconds = undefined;
    }
  }
  if (startSeconds !== undefined) stalls.push({ startSeconds, durationSeconds: nowSeconds - startSeconds });
  return stalls;
}

function toRequest(request: LedgerRequest): PlayedRequest {
  const { path, startSeconds, firstByteSeconds, endSeconds, deliveredBits, state, status } = request;
  const media = parseMediaPath(path.replace(/^media\//, ''));
  const rendition = media?.rung ?? -1;
  return {
    kind: media?.resource === 'segment' ? (media.kind === 'audio' ? 'audio' : 'main') : kindOfFile(media?.resource),
    rendition,
    segment: media?.segment ?? -1,
    startSeconds,
    firstByteSeconds,
    endSeconds,
    deliveredBits,
    whole: state === 'done' && status < 400,
  };
}

function kindOfFile(resource: string | undefined): PlayedRequest['kind'] {
  return resource === 'playlist' || resource === 'init' ? resource : 'manifest';
}
