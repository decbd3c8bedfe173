/**
 * Live in short: every kind of stream on a steady link that carries the middle of the ladder. The long version, on
 * links that collapse and vary and beside the built-in rules, is `npm run test:live`.
 */
import { expect, test } from '@playwright/test';
import { COMBINATIONS, STEADY } from './combinations.ts';
import { figuresOf, watch } from './watch.ts';

const WATCH_SECONDS = 16;
/** The first seconds are the player's way to its place behind the edge. */
const SETTLED_SECONDS = 4;
/** A stall that begins this soon after a climb was the climb's fault. */
const FAULT_SECONDS = 6;
/** Timers and decoders of a busy machine. */
const TOLERANCE_SECONDS = 1;

for (const combination of COMBINATIONS.filter(({ name }) => name !== 'Shaka, HLS live')) {
  test(`${combination.name}: goes on at its latency, climbs safely, takes no chunk for the link`, async ({ page }) => {
    test.setTimeout(60_000);
    const watched = await watch(page, combination, STEADY, 'control', WATCH_SECONDS);
    const { state } = watched;
    expect(state.errors).toEqual([]);
    expect(state.events.filter(({ type }) => type === 'fault')).toEqual([]);

    const settled = state.looks.filter((look) => look.atSeconds >= (state.startupSeconds ?? 0) + SETTLED_SECONDS);
    const [first, last] = [settled[0], settled.at(-1)];
    const playedSeconds = (last?.positionSeconds ?? 0) - (first?.positionSeconds ?? 0);
    const stalledSeconds = figuresOf(watched).stallSeconds;
    expect(playedSeconds, `goes on; stalled ${stalledSeconds.toFixed(1)} s`).toBeGreaterThan(
      0.9 * ((last?.atSeconds ?? 0) - (first?.atSeconds ?? 0)) - stalledSeconds - TOLERANCE_SECONDS,
    );
    const { targetSeconds, slackSeconds } = combination;
    const latency = last?.latencySeconds ?? Number.NaN;
    expect(latency, 'seconds behind the wall clock').toBeLessThan(targetSeconds + slackSeconds + stalledSeconds + TOLERANCE_SECONDS);
    expect(latency).toBeGreaterThan(targetSeconds - slackSeconds);

    // Our rule never touches the speed: whatever the player may use to catch up, and nothing else.
    const [slowest, fastest] = combination.rates;
    for (const { playbackRate } of state.looks) if (playbackRate !== 0) expect(playbackRate).toBeGreaterThanOrEqual(slowest);
    for (const { playbackRate } of state.looks) expect(playbackRate).toBeLessThanOrEqual(fastest);

    const climbs = state.events.filter((event) => event.type === 'switch' && event.fromIndex >= 0 && event.toIndex > event.fromIndex);
    const startedAt = state.events.find(({ type }) => type === 'startup')?.atSeconds ?? 0;
    const stalledAfterClimb = state.stalls.filter(({ atSeconds }) =>
      climbs.some((climb) => {
        const climbedSeconds = climb.atSeconds - startedAt + (state.startupSeconds ?? 0);
        return atSeconds > climbedSeconds && atSeconds < climbedSeconds + FAULT_SECONDS;
      }),
    );
    expect(stalledAfterClimb, 'stalls right after a climb').toEqual([]);
    expect(stalledSeconds, 'seconds stalled on a steady link').toBeLessThan(2);

    // Segments that were sent while they were made: marked, and what is believed of the link stays above their pace.
    const paced = state.events.filter((event) => event.type === 'sample' && event.sample.sourceLimited === true);
    if (combination.name !== 'Shaka, LL-DASH') return expect(paced).toEqual([]);
    expect(paced.length, 'samples marked as source-limited').toBeGreaterThan(2);
    const refused = paced.filter((event) => event.type === 'sample' && !event.verdict.accepted);
    expect(refused.length, 'and refused').toBeGreaterThan(0);
    const believed = state.events.flatMap((event) => (event.type === 'sample' ? event.forecast.next.medianBitsPerSecond : [])).at(-1) ?? 0;
    expect(believed, 'bits per second believed of a link of 4 Mbps').toBeGreaterThan(1_000_000);
    expect(believed).toBeLessThan(6_000_000);
  });
}
