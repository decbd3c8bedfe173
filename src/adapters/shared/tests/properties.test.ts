/** Fail open, as laws: whatever engines, listeners, histories and pages do, nothing reaches the player but an answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAbrEngine, createNetworkMemory, DEFAULT_CONFIG } from '../../../engine/index.ts';
import { journey, travel } from '../../../engine/tests/journey.ts';
import type { AbrMode, SessionEvent } from '../../../session/index.ts';
import { addEvent, emptySummary } from '../../../session/index.ts';
import { type AbrSession, createPlugin } from '../index.ts';

/** What a page and a player may do with a plugin, in any order. */
const action = fc.oneof(
  fc.record({ do: fc.constant('open' as const) }),
  fc.record({
    do: fc.constant('work' as const),
    session: fc.nat(5),
    where: fc.constantFrom('decide', 'sample', 'rescue'),
    thrown: fc.anything(),
    throws: fc.boolean(),
  }),
  fc.record({ do: fc.constant('emit' as const), session: fc.nat(5) }),
  fc.record({ do: fc.constant('mode' as const), mode: fc.constantFrom<AbrMode>('control', 'observe', 'off') }),
  fc.record({ do: fc.constant('listen' as const), thrown: fc.anything() }),
  fc.record({ do: fc.constant('end' as const), session: fc.nat(5) }),
);
const name = (event: SessionEvent): string => (event.type === 'fault' ? `${event.session} ${event.where}` : '');

describe('a plugin under any use', () => {
  test('throws nothing, reports each cause once, in the order of time, and is silent after the end', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const events: SessionEvent[] = [];
        const plugin = createPlugin({ onEvent: (event) => events.push(event) });
        const sessions: AbrSession[] = [];
        const ended = new Set<number>();
        const pick = (at: number): AbrSession | undefined => sessions[at % (sessions.length || 1)];
        for (const each of actions) {
          switch (each.do) {
            case 'open':
              sessions.push(plugin.openSession());
              break;
            case 'work': {
              const work = (): string => {
                if (each.throws) throw each.thrown;
                return 'ours';
              };
              const answer = pick(each.session)?.guard(each.where, work, 'fallback');
              if (sessions.length > 0) expect(answer).toBe(each.throws ? 'fallback' : 'ours');
              break;
            }
            case 'emit':
              pick(each.session)?.emit({ type: 'startup', startupSeconds: 1 });
              break;
            case 'mode':
              plugin.handle.setMode(each.mode);
              expect(pick(0)?.mode ?? each.mode).toBe(each.mode);
              break;
            case 'listen':
              plugin.handle.on(() => {
                throw each.thrown;
              });
              break;
            case 'end':
              pick(each.session)?.end();
              if (sessions.length > 0) ended.add((each.session % sessions.length) + 1);
          }
        }
        const faults = events.map(name).filter(Boolean);
        expect(new Set(faults).size).toBe(faults.length);
        for (const session of ended) {
          const own = events.filter((event) => event.session === session);
          const last = own.findIndex(({ type }) => type === 'end');
          // A listener that throws at the end itself is the last word.
          expect(own.slice(last + 1).filter(({ type }) => type !== 'fault')).toEqual([]);
        }
        const times = events.map(({ atSeconds }) => atSeconds);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(() => events.reduce(addEvent, emptySummary())).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('decides as the bare engine does: events, listeners and modes are no part of it', () => {
    fc.assert(
      fc.property(journey, fc.boolean(), (steps, isBroken) => {
        const plugin = createPlugin({ onEvent() {} });
        if (isBroken)
          plugin.handle.on(() => {
            throw new Error('listener');
          });
        const session = plugin.openSession();
        const answers = travel(session.engine, steps, ({ decision }) => session.emit({ type: 'decision', decision, applied: true }));
        expect(answers).toEqual(travel(createAbrEngine(DEFAULT_CONFIG, createNetworkMemory()), steps));
      }),
      { numRuns: 60 },
    );
  });

  test('whatever a history answers, decisions stay allowed and finite', () => {
    const recalled = fc.oneof(
      fc.anything(),
      fc.record({
        outcome: fc.constant('found'),
        rateBitsPerSecond: fc.oneof(fc.double(), fc.integer(), fc.constant(null)),
        logDeviation: fc.double(),
      }),
    );
    fc.assert(
      fc.property(recalled, journey, (answer, steps) => {
        const history = { recall: () => answer as never, listen() {} };
        const session = createPlugin({ history }).openSession();
        for (const { situation, decision } of travel(session.engine, steps)) {
          expect(situation.renditions[decision.index]?.allowed).toBe(true);
          expect(decision.candidates.every(({ total }) => Number.isFinite(total))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
