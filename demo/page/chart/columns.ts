/**
 * The chart's data as a pure function of what the sides have recorded so far: one row per step of time,
 * so that both sides share one axis and a late ledger answer corrects the past by itself.
 */
import { type NetworkProfile, rateAt } from 'evenkeel/link';
import type { FilmRung } from '../film.ts';
import type { Side } from '../side.ts';

/** Seconds between rows. */
const STEP_SECONDS = 0.5;
/** Rates below this are drawn at the bottom of the logarithmic axis, Mbit/s. */
export const FLOOR_MBPS = 0.1;

/** A stretch in which a side stood still for want of data, seconds since the run's start. */
export interface StallSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What a chart follows: a run, or a network alone before the first start. */
export interface ChartSource {
  readonly profile: NetworkProfile;
  readonly sides: readonly Side[];
  readonly startedAtSeconds: number;
  elapsedSeconds(): number;
}

export type Column = (number | null)[];

export interface SideColumns {
  /** Rate of the rendition being loaded, Mbit/s. */
  readonly rungMbps: Column;
  readonly bufferSeconds: Column;
  readonly stalls: readonly StallSpan[];
}

export interface ChartColumns {
  /** Seconds since the run's start. */
  readonly atSeconds: number[];
  /** What the link really carries, Mbit/s. */
  readonly linkMbps: Column;
  readonly forecastLowMbps: Column;
  readonly forecastMedianMbps: Column;
  readonly forecastHighMbps: Column;
  readonly sides: readonly SideColumns[];
  /** Where Evenkeel only watches: the rendition that it would load, Mbit/s. */
  readonly wishMbps: Column | undefined;
}

/** Walks a time-ordered list along the rows: the last entry at or before each row's time. */
function follow<Entry>(
  times: readonly number[],
  entries: readonly Entry[],
  readTime: (entry: Entry) => number,
  readValue: (entry: Entry) => number | null,
): Column {
  let next = 0;
  let value: number | null = null;
  return times.map((time) => {
    for (; next < entries.length && readTime(entries[next] as Entry) <= time; next++) value = readValue(entries[next] as Entry);
    return value;
  });
}

/** Not drawn where the rung is unknown. */
const mbpsOf = (rung: FilmRung | undefined): number | null => (rung ? rung.rateBitsPerSecond / 1e6 : null);

const atLeastFloor = (mbps: number): number => Math.max(FLOOR_MBPS, mbps);

function rungColumn(side: Side, times: readonly number[]): Column {
  const traceStart = side.traceStartedAtSeconds;
  if (traceStart === undefined) return times.map(() => null);
  const offsetSeconds = traceStart - side.startedAtSeconds;
  const segments = [...side.requests.values()].flatMap((request) => {
    const address = side.film.addressOf(request.path);
    return address ? [{ atSeconds: request.startSeconds + offsetSeconds, rung: address.rung }] : [];
  });
  segments.sort((a, b) => a.atSeconds - b.atSeconds);
  const column = follow(
    times,
    segments,
    (s) => s.atSeconds,
    (s) => mbpsOf(side.film.rungs[s.rung]),
  );
  return column;
}

/** Evenkeel's choices on the page's ladder: both are ordered by rate, whatever the player declares. */
function wishColumn(side: Side, times: readonly number[]): Column {
  const log = side.decisionLog;
  if (!log) return times.map(() => null);
  const rungOf = (index: number): number => {
    const rate = log.ladder[index]?.rateBitsPerSecond ?? 0;
    return log.ladder.filter((entry) => entry.rateBitsPerSecond < rate).length;
  };
  return follow(
    times,
    log.decisions,
    (event) => event.atSeconds - side.startedAtSeconds,
    (event) => mbpsOf(side.film.rungs[rungOf(event.decision.index)]),
  );
}

/** Stalls of a side; one that still lasts ends now. */
export function stallSpans(side: Side, nowElapsedSeconds: number): StallSpan[] {
  const spans: StallSpan[] = [];
  let openSeconds: number | undefined;
  for (const event of side.playback) {
    const atSeconds = event.atSeconds - side.startedAtSeconds;
    if (event.type === 'stall-start') openSeconds = atSeconds;
    if (event.type === 'stall-end' && openSeconds !== undefined) {
      spans.push({ startSeconds: openSeconds, endSeconds: atSeconds });
      openSeconds = undefined;
    }
  }
  if (openSeconds !== undefined) spans.push({ startSeconds: openSeconds, endSeconds: nowElapsedSeconds });
  return spans;
}

/** Nothing is known of the time to come. */
function past(column: Column, times: readonly number[], elapsedSeconds: number): Column {
  return column.map((value, row) => ((times[row] as number) <= elapsedSeconds ? value : null));
}

function sideColumns(side: Side, times: readonly number[], elapsedSeconds: number): SideColumns {
  const levels = side.playback.filter((event) => event.type === 'buffer');
  return {
    rungMbps: past(rungColumn(side, times), times, elapsedSeconds),
    bufferSeconds: past(
      follow(
        times,
        levels,
        (event) => event.atSeconds - side.startedAtSeconds,
        (event) => event.bufferSeconds,
      ),
      times,
      elapsedSeconds,
    ),
    stalls: stallSpans(side, elapsedSeconds),
  };
}

/** Everything drawn between two moments of the run. The link's rate is drawn ahead of now: it is known, to us. */
export function chartColumns(run: ChartSource, fromSeconds: number, toSeconds: number): ChartColumns {
  const elapsedSeconds = run.elapsedSeconds();
  const rows = Math.floor((toSeconds - fromSeconds) / STEP_SECONDS) + 1;
  const atSeconds = Array.from({ length: rows }, (_, row) => fromSeconds + row * STEP_SECONDS);
  const first = run.sides[0];
  const linkOffset = first?.traceStartedAtSeconds === undefined ? 0 : first.traceStartedAtSeconds - first.startedAtSeconds;
  const evenkeel = run.sides.find((side) => side.decisionLog);
  const watcher = run.sides.find((side) => side.rule === 'observe');
  const forecasts = evenkeel?.decisionLog?.forecasts ?? [];
  const forecastColumn = (quantile: 'lowBitsPerSecond' | 'medianBitsPerSecond' | 'highBitsPerSecond'): Column =>
    follow(
      atSeconds,
      forecasts,
      (f) => f.atSeconds - run.startedAtSeconds,
      (f) => (f.sampleCount > 0 ? atLeastFloor(f.window[quantile] / 1e6) : null),
    ).map((value, row) => ((atSeconds[row] as number) <= elapsedSeconds ? value : null));
  return {
    atSeconds,
    linkMbps: atSeconds.map((time) => atLeastFloor(rateAt(run.profile.trace, Math.max(0, time - linkOffset)) / 1e6)),
    forecastLowMbps: forecastColumn('lowBitsPerSecond'),
    forecastMedianMbps: forecastColumn('medianBitsPerSecond'),
    forecastHighMbps: forecastColumn('highBitsPerSecond'),
    sides: run.sides.map((side) => sideColumns(side, atSeconds, elapsedSeconds)),
    wishMbps: watcher && past(wishColumn(watcher, atSeconds), atSeconds, elapsedSeconds),
  };
}
