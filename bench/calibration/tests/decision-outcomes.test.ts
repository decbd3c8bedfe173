/** One session by hand: the segment that comes too late is the one whose decision is charged. */
import { createTrace } from 'evenkeel/link';
import { createContent, HLS_PLAYER, type SessionOptions } from 'evenkeel/simulator';
import { describe, expect, it } from 'vitest';
import { decisionOutcomes } from '../record/decision-outcomes.ts';
import { columnsOf } from '../record/session-decisions.ts';

const content = createContent({
  name: 'two',
  segmentSeconds: 4,
  renditions: [0.3, 3].map((megabits) => ({ rateBitsPerSecond: megabits * 1e6 })),
});
/** Twenty seconds well, then most of a minute with enough for the lower rendition only, then well again. A buffer of ten seconds does not last. */
const trace = createTrace({
  name: 'hole',
  segments: [
    { durationSeconds: 20, rateBitsPerSecond: 8e6 },
    { durationSeconds: 40, rateBitsPerSecond: 400_000 },
    { durationSeconds: 200, rateBitsPerSecond: 8e6 },
  ],
});
const { bufferGoalBits: _, maxBufferGoalSeconds: __, ...timed } = HLS_PLAYER;
const session: SessionOptions = { trace, content, player: { ...timed, bufferGoalSeconds: 10 }, contentSeconds: 80 };

describe('the outcomes of a session', () => {
  const finished = decisionOutcomes(session, { neverGiveUp: true });
  const played = decisionOutcomes(session, { neverGiveUp: false });

  it('has one decision a segment but for those at an empty buffer', () => {
    expect(finished.length).toBe(19);
    for (const { decision } of finished) expect(decision.bufferSeconds).toBeGreaterThan(0);
  });

  it('charges the stall to the one decision whose segment came too late', () => {
    const charged = finished.filter(({ stalled }) => stalled);
    expect(charged).toHaveLength(1);
    const [{ decision, throughputBitsPerSecond = 0 } = finished[0] as (typeof finished)[0]] = charged;
    expect(decision.atSeconds).toBeLessThan(25);
    expect(throughputBitsPerSecond).toBeLessThan(1e6);
  });

  it('gives up nothing where every segment is played to its end, and something as the plugin plays', () => {
    expect(finished.some(({ givenUp }) => givenUp)).toBe(false);
    expect(played.some(({ givenUp }) => givenUp)).toBe(true);
  });

  it('decides as the plugin does until the first segment that is given up', () => {
    const first = played.findIndex(({ givenUp }) => givenUp);
    const choices = (outcomes: typeof played): unknown[] => outcomes.slice(0, first + 1).map(({ decision }) => decision);
    expect(choices(finished)).toEqual(choices(played));
  });

  it('measures what came against what was forecast', () => {
    const { next, window, risk, stalled } = columnsOf(finished);
    expect(new Set([next.length, window.length, risk.length, stalled.length])).toEqual(new Set([finished.length]));
    // The collapse is below every quantile.
    expect(next[stalled.indexOf(1)]).toBe(0);
  });
});

it('charges nobody on a steady line', () => {
  const steady = createTrace({ name: 'steady', segments: [{ durationSeconds: 100, rateBitsPerSecond: 8e6 }] });
  const outcomes = decisionOutcomes({ ...session, trace: steady }, { neverGiveUp: false });
  expect(outcomes.some(({ stalled, givenUp }) => stalled || givenUp)).toBe(false);
});
