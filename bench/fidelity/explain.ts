/** Why figures differ, as far as the sessions themselves show it. */
import { availableParallelism } from 'node:os';
import { fidelityOf } from './differences.ts';
import { keptRenditions, until } from './played-session.ts';
import type { SessionResult } from './record-file.ts';
import { nameOf } from './session.ts';
import { TARGETS } from './targets.ts';

/** A playhead that is later than this without a stall, or a start that leans by more, is worth a word, seconds. */
const NOTEWORTHY_SECONDS = 0.5;
const NOTEWORTHY_LEAN_SECONDS = 0.05;

/** One line each; none where there is nothing to say. */
export function explain(results: readonly SessionResult[], cores: number = availableParallelism()): string[] {
  return [...busyMachine(results, cores), ...laterStart(results), ...parserLoads(results), ...results.flatMap(firstDivergence)];
}

/** A machine that is late with decoding is late with everything, the players' measurements of the network included. */
function busyMachine(results: readonly SessionResult[], cores: number): string[] {
  const busy = results.filter(({ browser }) => browser.loadAverage > cores || browser.lagSeconds > NOTEWORTHY_SECONDS);
  if (busy.length === 0) return [];
  const lag = Math.max(...busy.map(({ browser }) => browser.lagSeconds));
  const load = Math.max(...busy.map(({ browser }) => browser.loadAverage));
  return [
    `${busy.length} of ${results.length} sessions ran on a machine with more work than its ${cores} cores (load up to ${load.toFixed(1)}), ` +
      `with the playhead up to ${lag.toFixed(1)} s late: players then measure the machine, not the link. Try --jobs 1 on an idle one.`,
  ];
}

function laterStart(results: readonly SessionResult[]): string[] {
  const { startupLeanSeconds } = fidelityOf(results.map(({ differences }) => differences));
  if (!(startupLeanSeconds < -NOTEWORTHY_LEAN_SECONDS)) return [];
  return [
    `Browsers start ${(-startupLeanSeconds).toFixed(2)} s later (median): parsing, Media Source Extensions and decoders take time that the simulator does not count.`,
  ];
}

function parserLoads(results: readonly SessionResult[]): string[] {
  if (!results.some(({ session }) => session.player === 'shaka-hls')) return [];
  return [
    "Shaka's HLS parser loads the first segment itself, and two more in search of closed captions, before anything plays; no switch reaches them. The simulator knows nothing of it.",
  ];
}

/** Where the two part first, for sessions below the target. */
function firstDivergence({ session, browser, simulated, differences }: SessionResult): string[] {
  const { sameRung, sharedSegments } = differences;
  if (sameRung >= TARGETS.sameRungShare * sharedSegments) return [];
  const [real, made] = [browser.played, simulated].map((played) => keptRenditions(until(played, session.seconds)));
  const first = [...(real ?? [])]
    .sort(([a], [b]) => a - b)
    .find(([segment, rung]) => made?.get(segment) !== undefined && made.get(segment) !== rung);
  if (!first) return [];
  const [segment, rung] = first;
  return [
    `${nameOf(session)}: ${sameRung} of ${sharedSegments} at the same rung; they part at segment ${segment} (browser ${rung}, simulator ${made?.get(segment)}).`,
  ];
}
