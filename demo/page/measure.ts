/**
 * The figures of one side, from two witnesses that know nothing of the rule: the media element
 * (`evenkeel/playback`) and the origin's ledger. The same code measures the built-in rule and ours;
 * `npm run compare` reads its result through the page's test hook.
 *
 * On purpose this is not the plugin's own summary (src/session/summary.ts), which folds the plugin's events: a second
 * witness may not ask the first. The figures differ in kind, too: log utility here is the mean of ln(rate / lowest
 * rate), there it is divided by the ladder's span and lies in 0..1.
 */
import { type Film, type SegmentAddress, segmentAt } from './film.ts';
import { type LedgerRequest, wasDelivered } from './ledger.ts';

/** What the media element reported; a subset of the session events. */
export type PlaybackEvent =
  | { readonly type: 'startup'; readonly atSeconds: number; readonly startupSeconds: number }
  | { readonly type: 'stall-start'; readonly atSeconds: number; readonly positionSeconds: number }
  | { readonly type: 'stall-end'; readonly atSeconds: number; readonly stallSeconds: number }
  | { readonly type: 'seek'; readonly atSeconds: number; readonly toSeconds: number }
  | {
      readonly type: 'buffer';
      readonly atSeconds: number;
      readonly bufferSeconds: number;
      readonly positionSeconds: number;
      readonly playing: boolean;
    };

/** Everything that the figures rest on. */
export interface SideEvidence {
  readonly playback: readonly PlaybackEvent[];
  readonly requests: Iterable<LedgerRequest>;
  /** `media.played` as pairs of start and end, seconds. */
  readonly played: readonly (readonly [startSeconds: number, endSeconds: number])[];
  readonly film: Film;
  /** Now, seconds on the clock of the playback events: ends a stall that still lasts. */
  readonly atSeconds: number;
}

/** What a viewer got, and what it cost. `null` = nothing to measure yet. */
export interface SideSummary {
  readonly startupSeconds: number | null;
  readonly stallCount: number;
  readonly stallSeconds: number;
  /** Declared video rate, weighted by the time it was on screen, bits per second. */
  readonly meanRateBitsPerSecond: number | null;
  /** Mean of ln(rate / lowest rate) over the time played: 0 at the lowest rung, not limited to 1. */
  readonly logUtility: number | null;
  /** Changes of rung between neighbouring segments that were played. */
  readonly switchCount: number;
  /** Mean of |change of ln(rate)| per played segment after the first. */
  readonly meanUtilityStep: number | null;
  /** Bits that came through the link, headers excluded, audio and playlists included. */
  readonly loadedBits: number;
  /** Bits of requests that were given up or failed, and of segments loaded more than once. */
  readonly wastedBits: number;
  readonly playedSeconds: number;
}

/** A delivered copy of a segment. */
interface Copy extends SegmentAddress {
  readonly endSeconds: number;
  readonly deliveredBits: number;
}

/** The copy of each video segment that counts, by number: the one that was delivered last. */
export function keptCopies(film: Film, requests: Iterable<LedgerRequest>): Map<number, Copy> {
  const copies = new Map<number, Copy>();
  for (const request of requests) {
    const address = film.addressOf(request.path);
    if (!address || !wasDelivered(request)) continue;
    const endSeconds = request.endSeconds ?? 0;
    const known = copies.get(address.segment);
    if (!known || known.endSeconds <= endSeconds)
      copies.set(address.segment, { ...address, endSeconds, deliveredBits: request.deliveredBits });
  }
  return copies;
}

/** Bits that nobody will see: given up, failed, or replaced by a later copy. */
function wasted(film: Film, requests: readonly LedgerRequest[], kept: ReadonlyMap<number, Copy>): number {
  let bits = 0;
  for (const request of requests) {
    const isLost = request.state === 'aborted' || request.state === 'fault';
    const isSegment = wasDelivered(request) && film.addressOf(request.path) !== undefined;
    if (isLost || isSegment) bits += request.deliveredBits;
  }
  for (const copy of kept.values()) bits -= copy.deliveredBits;
  return bits;
}

function stalls(playback: readonly PlaybackEvent[], atSeconds: number): { count: number; seconds: number } {
  let count = 0;
  let seconds = 0;
  let openSinceSeconds: number | undefined;
  for (const event of playback) {
    if (event.type === 'stall-start') {
      count++;
      openSinceSeconds = event.atSeconds;
    } else if (event.type === 'stall-end') {
      seconds += event.stallSeconds;
      openSinceSeconds = undefined;
    }
  }
  if (openSinceSeconds !== undefined) seconds += Math.max(0, atSeconds - openSinceSeconds);
  return { count, seconds };
}

/** Seconds of each segment that were on screen, by segment number, in order. */
function playedBySegment(played: SideEvidence['played'], film: Film): Map<number, number> {
  const shares = new Map<number, number>();
  for (const [startSeconds, endSeconds] of played) {
    for (let n = segmentAt(film, startSeconds) ?? 0; (film.cutSeconds[n] ?? Number.POSITIVE_INFINITY) < endSeconds; n++) {
      const nextCut = film.cutSeconds[n + 1] ?? Number.POSITIVE_INFINITY;
      const seconds = Math.min(endSeconds, nextCut) - Math.max(startSeconds, film.cutSeconds[n] ?? 0);
      if (seconds > 0) shares.set(n, (shares.get(n) ?? 0) + seconds);
    }
  }
  return shares;
}

/** The figures as of now. Pure: the same evidence gives the same summary. */
export function measureSide(evidence: SideEvidence): SideSummary {
  const { film } = evidence;
  const rungRates = film.rungs.map((rung) => rung.rateBitsPerSecond);
  const requests = [...evidence.requests];
  const kept = keptCopies(film, requests);
  const lowestRate = Math.min(...rungRates);
  let playedSeconds = 0;
  let knownSeconds = 0;
  let rateSeconds = 0;
  let utilitySeconds = 0;
  let switchCount = 0;
  let stepSum = 0;
  let stepCount = 0;
  let previousRate: number | undefined;
  for (const [segment, seconds] of playedBySegment(evidence.played, film)) {
    playedSeconds += seconds;
    const rate = rungRates[kept.get(segment)?.rung ?? -1];
    if (rate === undefined) continue;
    knownSeconds += seconds;
    rateSeconds += rate * seconds;
    utilitySeconds += Math.log(rate / lowestRate) * seconds;
    if (previousRate !== undefined) {
      stepCount++;
      stepSum += Math.abs(Math.log(rate / previousRate));
      if (rate !== previousRate) switchCount++;
    }
    previousRate = rate;
  }
  const stalled = stalls(evidence.playback, evidence.atSeconds);
  const startup = evidence.playback.find((event) => event.type === 'startup');
  return {
    startupSeconds: startup?.startupSeconds ?? null,
    stallCount: stalled.count,
    stallSeconds: stalled.seconds,
    meanRateBitsPerSecond: knownSeconds > 0 ? rateSeconds / knownSeconds : null,
    logUtility: knownSeconds > 0 ? utilitySeconds / knownSeconds : null,
    switchCount,
    meanUtilityStep: stepCount > 0 ? stepSum / stepCount : null,
    loadedBits: requests.reduce((sum, request) => sum + request.deliveredBits, 0),
    wastedBits: wasted(film, requests, kept),
    playedSeconds,
  };
}
