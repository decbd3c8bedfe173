import fc from 'fast-check';
import { type Observable, config as rxjsConfig } from 'rxjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createPlugin } from '../../adapters/shared/index.ts';
import type { Decision, Situation } from '../../engine/index.ts';
import { addEvent, emptySummary, type SessionEvent, type SessionSummary } from '../../session/index.ts';
import { DECISION, FORECAST, LADDER, playThrough, SAMPLE } from '../../session/tests/arbitraries.ts';
import { type AbrStreams, fromAbr } from '../index.ts';

/** A handle that counts its listeners and says what it is told to. */
function fakeHandle() {
  const listeners = new Set<(event: SessionEvent) => void>();
  let added = 0;
  return {
    on(listener: (event: SessionEvent) => void) {
      added += 1;
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    send: (events: readonly SessionEvent[]) => {
      for (const event of events) for (const listener of [...listeners]) listener(event);
    },
    get listenerCount() {
      return listeners.size;
    },
    get addedCount() {
      return added;
    },
  };
}

const STREAMS = ['events$', 'decisions$', 'samples$', 'buffer$', 'switches$', 'stalls$', 'errors$', 'summary$'] as const;
const subscribeTo = (streams: AbrStreams, name: keyof AbrStreams) => (streams[name] as Observable<unknown>).subscribe();
const base = { session: 1, atSeconds: 1 };
const ONE_OF_EACH: readonly SessionEvent[] = [
  { ...base, type: 'ladder', renditions: LADDER },
  { ...base, type: 'decision', decision: DECISION, applied: true },
  { ...base, type: 'sample', sample: SAMPLE, verdict: { accepted: true, rateBitsPerSecond: 1 }, forecast: FORECAST },
  { ...base, type: 'buffer', bufferSeconds: 1, positionSeconds: 0, playing: true },
  { ...base, type: 'switch', fromIndex: 0, toIndex: 1 },
  { ...base, type: 'stall-start', positionSeconds: 1 },
  { ...base, type: 'stall-end', stallSeconds: 1 },
  { ...base, type: 'fault', where: 'decide', message: '' },
];

afterEach(() => {
  rxjsConfig.onUnhandledError = null;
});

describe('fromAbr: listeners', () => {
  test('is cold until subscribed, shares one listener, detaches with the last subscription', () => {
    const handle = fakeHandle();
    const telemetry = fromAbr(handle);
    const one = telemetry.session(1);
    expect(handle.listenerCount).toBe(0);
    const subscriptions = [...STREAMS.map((name) => subscribeTo(telemetry, name)), ...STREAMS.map((name) => subscribeTo(one, name))];
    expect(handle.listenerCount).toBe(1);
    handle.send(ONE_OF_EACH);
    for (const subscription of subscriptions.slice(1)) subscription.unsubscribe();
    expect(handle.listenerCount).toBe(1);
    subscriptions[0]?.unsubscribe();
    expect(handle.listenerCount).toBe(0);
    expect(handle.addedCount).toBe(1);
  });

  test('any order of subscribing and unsubscribing leaves nothing behind', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...STREAMS), fc.boolean(), fc.nat({ max: 20 })), { maxLength: 60 }), (steps) => {
        const handle = fakeHandle();
        const telemetry = fromAbr(handle);
        const live: { unsubscribe(): void }[] = [];
        for (const [name, add, at] of steps) {
          if (add) live.push(subscribeTo(at % 2 ? telemetry : telemetry.session(1), name));
          else live.splice(at % Math.max(1, live.length), 1)[0]?.unsubscribe();
          handle.send(ONE_OF_EACH);
          expect(handle.listenerCount).toBe(live.length > 0 ? 1 : 0);
        }
        for (const subscription of live) subscription.unsubscribe();
        expect(handle.listenerCount).toBe(0);
      }),
    );
  });

  test('a subscription after the last one was gone works and starts afresh', () => {
    const handle = fakeHandle();
    const { summary$ } = fromAbr(handle);
    const first = summary$.subscribe();
    handle.send(ONE_OF_EACH);
    first.unsubscribe();
    const seen: SessionSummary[] = [];
    const second = summary$.subscribe((summary) => seen.push(summary));
    expect(seen).toEqual([]);
    handle.send(ONE_OF_EACH.slice(1, 2));
    expect(seen.map(({ decisionCount }) => decisionCount)).toEqual([1]);
    second.unsubscribe();
  });
});

describe('fromAbr: streams', () => {
  test('each stream carries its own events', () => {
    const handle = fakeHandle();
    const telemetry = fromAbr(handle);
    const types: Record<string, string[]> = {};
    for (const name of STREAMS.slice(0, -1)) {
      const seen: string[] = [];
      types[name] = seen;
      telemetry[name as 'events$'].subscribe((event) => seen.push(event.type));
    }
    handle.send(ONE_OF_EACH);
    expect(types).toEqual({
      events$: ONE_OF_EACH.map((event) => event.type),
      decisions$: ['decision'],
      samples$: ['sample'],
      buffer$: ['buffer'],
      switches$: ['switch'],
      stalls$: ['stall-start', 'stall-end'],
      errors$: ['fault'],
    });
  });

  test('the summary stream is the fold, session by session', () => {
    const path = fc.array(fc.nat({ max: LADDER.length - 1 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(path, path, fc.array(fc.boolean(), { maxLength: 40 }), (first, second, order) => {
        const queues = [playThrough(first, LADDER, 1), playThrough(second, LADDER, 2)];
        const own = queues.map((queue) => queue.reduce(addEvent, emptySummary()));
        const mixed: SessionEvent[] = [];
        for (const turn of order) mixed.push(...(queues[turn ? 1 : 0]?.splice(0, 1) ?? []));
        for (const queue of queues) mixed.push(...queue);
        const handle = fakeHandle();
        const telemetry = fromAbr(handle);
        const latest = new Map<number, SessionSummary>();
        let ofSecond: SessionSummary | undefined;
        telemetry.summary$.subscribe((summary) => latest.set(summary.session, summary));
        telemetry.session(2).summary$.subscribe((summary) => {
          ofSecond = summary;
        });
        handle.send(mixed);
        expect([latest.get(1), latest.get(2)]).toEqual(own);
        expect(ofSecond).toEqual(own[1]);
      }),
      { numRuns: 50 },
    );
  });

  test('a late subscriber gets the latest summary at once', () => {
    const handle = fakeHandle();
    const { summary$ } = fromAbr(handle);
    const early: SessionSummary[] = [];
    const late: SessionSummary[] = [];
    summary$.subscribe((summary) => early.push(summary));
    handle.send(ONE_OF_EACH);
    summary$.subscribe((summary) => late.push(summary));
    expect(late).toEqual([early[early.length - 1]]);
  });
});

describe('fromAbr: never steers', () => {
  const situation = (atSeconds: number): Situation => ({
    atSeconds,
    renditions: LADDER.map((entry) => ({
      ...entry,
      peakRateBitsPerSecond: entry.rateBitsPerSecond,
      frameRate: 25,
      allowed: true,
      smooth: true,
      powerEfficient: true,
    })),
    currentIndex: -1,
    bufferSeconds: 10,
    maxBufferSeconds: 30,
    playbackRate: 1,
    segmentSeconds: 2,
    remainingSeconds: 100,
    playing: true,
    device: { viewportWidthPixels: 0, viewportHeightPixels: 0, droppedFrameShare: 0, saveData: false },
  });

  /** A session of samples and decisions through the plugin; `listen` may attach anything. */
  function decide(listen: (handle: ReturnType<typeof createPlugin>['handle']) => void): Decision[] {
    const { handle, openSession } = createPlugin();
    listen(handle);
    const session = openSession();
    return Array.from({ length: 40 }, (_, n) => {
      const sample = {
        atSeconds: n,
        sizeBits: 1_000_000 * (1 + (n % 7)),
        transferSeconds: 0.5 + (n % 3),
        ttfbSeconds: 0.05,
        kind: 'main' as const,
      };
      const verdict = session.engine.addSample(sample);
      session.emit({ type: 'sample', sample, verdict, forecast: session.engine.forecast(n) });
      const decision = session.engine.decide(situation(n));
      session.emit({ type: 'decision', decision, applied: true });
      return decision;
    });
  }

  test('decisions are the same with telemetry attached, detached and throwing', async () => {
    const unhandled = vi.fn();
    rxjsConfig.onUnhandledError = unhandled;
    const alone = decide(() => {});
    const attached = decide((handle) => void fromAbr(handle).summary$.subscribe());
    const detached = decide((handle) => fromAbr(handle).summary$.subscribe().unsubscribe());
    const throwing = decide((handle) => {
      const { decisions$, summary$ } = fromAbr(handle);
      for (const stream$ of [decisions$, summary$] as Observable<unknown>[]) {
        stream$.subscribe(() => {
          throw new Error('subscriber failed');
        });
      }
    });
    expect(attached).toEqual(alone);
    expect(detached).toEqual(alone);
    expect(throwing).toEqual(alone);
    await vi.waitFor(() => expect(unhandled).toHaveBeenCalled());
  });

  test('a throwing subscriber does not keep events from the others', async () => {
    const unhandled = vi.fn();
    rxjsConfig.onUnhandledError = unhandled;
    const handle = fakeHandle();
    const { events$ } = fromAbr(handle);
    const seen: string[] = [];
    events$.subscribe(() => {
      throw new Error('subscriber failed');
    });
    events$.subscribe((event) => seen.push(event.type));
    handle.send(ONE_OF_EACH);
    expect(seen).toEqual(ONE_OF_EACH.map((event) => event.type));
    await vi.waitFor(() => expect(unhandled).toHaveBeenCalledTimes(ONE_OF_EACH.length));
  });
});
