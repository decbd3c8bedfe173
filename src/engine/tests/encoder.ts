/** A low-latency segment on its way: made chunk by chunk, sent over a link, looked at ten times a second. */
import type { DownloadSample, InFlightSegment } from '../index.ts';

export interface Transmission {
  readonly rungBitsPerSecond: number;
  /** Link rate at a time since the request, bits per second. */
  readonly linkAt: (seconds: number) => number;
  readonly segmentSeconds?: number;
  readonly chunkSeconds?: number;
  /** How much of the segment is made when it is asked for, seconds. */
  readonly madeSeconds?: number;
  /** Progress is told once so many bits have come, as Shaka does. */
  readonly stepBits?: number;
  readonly lookSeconds?: number;
}

const STEP_SECONDS = 0.005;
export const TTFB_SECONDS = 0.05;

export interface Looked {
  readonly looks: readonly InFlightSegment[];
  readonly sample: DownloadSample;
}

/** Plays the transmission to its end; `startedAtSeconds` is when it was asked for, on the engine's clock. */
export function transmit(transmission: Transmission, startedAtSeconds: number): Looked {
  const {
    rungBitsPerSecond,
    linkAt,
    segmentSeconds = 4,
    chunkSeconds = 0.5,
    madeSeconds = 0,
    stepBits = 0,
    lookSeconds = 0.1,
  } = transmission;
  const sizeBits = rungBitsPerSecond * segmentSeconds;
  const chunkBits = rungBitsPerSecond * chunkSeconds;
  const looks: InFlightSegment[] = [];
  let sentBits = 0;
  let toldBits = 0;
  let toldAtSeconds = 0;
  let nextLookSeconds = lookSeconds;
  let firstSeconds: number | undefined;
  let seconds = TTFB_SECONDS;
  while (sentBits < sizeBits - 1) {
    seconds += STEP_SECONDS;
    const madeBits = Math.min(sizeBits, Math.floor((madeSeconds + seconds) / chunkSeconds + 1e-9) * chunkBits);
    sentBits = Math.min(madeBits, sentBits + linkAt(seconds) * STEP_SECONDS);
    if (sentBits > 0) firstSeconds ??= seconds - STEP_SECONDS;
    if (sentBits - toldBits >= stepBits && seconds - toldAtSeconds >= (stepBits ? 0.1 : 0) && sentBits > toldBits) {
      toldBits = sentBits;
      toldAtSeconds = seconds;
    }
    if (seconds >= nextLookSeconds) {
      nextLookSeconds += lookSeconds;
      looks.push({ renditionIndex: 0, elapsedSeconds: seconds, ttfbSeconds: firstSeconds, loadedBits: toldBits, rescues: 0 });
    }
  }
  const sample: DownloadSample = {
    atSeconds: startedAtSeconds + seconds,
    sizeBits,
    transferSeconds: seconds - (firstSeconds ?? 0),
    ttfbSeconds: firstSeconds ?? 0,
    kind: 'main',
    segment: { renditionIndex: 0, durationSeconds: segmentSeconds, nominalBits: sizeBits },
  };
  return { looks, sample };
}
