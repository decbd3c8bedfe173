/** What happened in a run as one time-ordered list of plain lines: for the log, the announcer and the export. */
import { formatMegabytes, formatRung, formatSeconds } from '../figures.ts';
import type { Run } from '../run.ts';
import type { Side } from '../side.ts';

export interface LogLine {
  /** Since the run's start. */
  readonly atSeconds: number;
  readonly side: string;
  readonly kind: 'start' | 'stall' | 'switch' | 'rescue' | 'fault' | 'gave-up' | 'retry';
  readonly text: string;
}

function playbackLines(side: Side): LogLine[] {
  const lines: LogLine[] = [];
  for (const event of side.playback) {
    const base = { atSeconds: event.atSeconds - side.startedAtSeconds, side: side.title };
    if (event.type === 'startup') lines.push({ ...base, kind: 'start', text: `First frame after ${formatSeconds(event.startupSeconds)}` });
    if (event.type === 'stall-start')
      lines.push({ ...base, kind: 'stall', text: `Stalled at ${formatSeconds(event.positionSeconds)} of the film` });
    if (event.type === 'stall-end') lines.push({ ...base, kind: 'stall', text: `Plays again after ${formatSeconds(event.stallSeconds)}` });
  }
  for (const retry of side.retries)
    lines.push({ atSeconds: retry.atSeconds - side.startedAtSeconds, side: side.title, kind: 'retry', text: retry.text });
  return lines;
}

function requestLines(side: Side): LogLine[] {
  if (side.traceStartedAtSeconds === undefined) return [];
  const offsetSeconds = side.traceStartedAtSeconds - side.startedAtSeconds;
  const rungName = (rung: number): string => formatRung(side.film.rungs[rung], ' ') || `rung ${rung}`;
  const lines: LogLine[] = [];
  let rung: number | undefined;
  for (const request of [...side.requests.values()].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const address = side.film.addressOf(request.path);
    if (!address) continue;
    const base = { atSeconds: request.startSeconds + offsetSeconds, side: side.title };
    if (rung !== undefined && address.rung !== rung)
      lines.push({
        ...base,
        kind: 'switch',
        text: `Loads ${address.rung > rung ? 'up' : 'down'} from ${rungName(rung)} to ${rungName(address.rung)}, segment ${address.segment}`,
      });
    rung = address.rung;
    if (request.state === 'aborted')
      lines.push({
        ...base,
        atSeconds: (request.endSeconds ?? request.startSeconds) + offsetSeconds,
        kind: 'gave-up',
        text: `Gave up segment ${address.segment} in ${rungName(address.rung)}, ${formatMegabytes(request.deliveredBits)} lost`,
      });
  }
  return lines;
}

function abrLines(side: Side): LogLine[] {
  return (side.decisionLog?.events ?? []).flatMap((event): LogLine[] => {
    const base = { atSeconds: event.atSeconds - side.startedAtSeconds, side: side.title };
    if (event.type === 'fault') return [{ ...base, kind: 'fault', text: `Evenkeel stepped aside in ${event.where}: ${event.message}` }];
    if (
      event.type === 'decision' &&
      (event.decision.action === 'rescue' || event.decision.action === 'up' || event.decision.action === 'down')
    ) {
      return [{ ...base, kind: event.decision.action === 'rescue' ? 'rescue' : 'switch', text: event.decision.reason }];
    }
    return [];
  });
}

/** All lines of a run, oldest first. */
export function runLog(run: Run): LogLine[] {
  return run.sides
    .flatMap((side) => [...playbackLines(side), ...requestLines(side), ...abrLines(side)])
    .sort((a, b) => a.atSeconds - b.atSeconds);
}
