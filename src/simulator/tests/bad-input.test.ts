import { describe, expect, it } from 'vitest';
import { createContent } from '../content.ts';
import type { SessionRecord } from '../record.ts';
import type { Rule } from '../rule.ts';
import { simulateSession } from '../session.ts';
import type { SessionOptions } from '../session-options.ts';
import { constantLink, fixedRule, LADDER, PLAIN_PLAYER, ruleOf, stepLink } from './worlds.ts';

const BASE: SessionOptions = { trace: constantLink(4e6), rttSeconds: 0, content: LADDER, player: PLAIN_PLAYER, contentSeconds: 60 };
const play = (rule: Rule, options: Partial<SessionOptions> = {}): SessionRecord => simulateSession({ ...BASE, ...options }, rule);

describe('bad input', () => {
  it('a dead network ends the session', () => {
    const record = play(fixedRule(0), { trace: stepLink([5, 4e6], [1, 0]) });
    expect(record.outcome).toBe('gave-up');
    expect(record.sessionSeconds).toBe(600);
    expect(record.stalls.at(-1)?.durationSeconds).toBeGreaterThan(500);
  });

  it.each([
    ['choose', ruleOf({ choose: () => 4 }), /rule scripted: choose must answer a whole number from 0 to 3, received 4/],
    ['choose', ruleOf({ choose: () => Number.NaN }), /received NaN/],
    ['progress', ruleOf({ progress: () => -1 }), /progress must answer/],
    ['a throw', ruleOf({ choose: () => JSON.parse('{') }), /rule scripted: choose threw at 0\.004 s: SyntaxError/],
    ['start', { name: 'late', start: () => JSON.parse('{') } as Rule, /rule late: start threw/],
  ])('nonsense from a rule is named: %s', (_, rule, message) => {
    expect(() => play(rule)).toThrow(message);
  });

  it.each([
    [{ contentSeconds: 0 }, /contentSeconds: must be a finite number > 0, received 0/],
    [{ playbackRate: Number.NaN }, /playbackRate/],
    [{ rttSeconds: -1 }, /rttSeconds/],
  ])('an option out of range is named: %o', (options, message) => {
    expect(() => play(fixedRule(0), options)).toThrow(message);
  });
});

describe('content', () => {
  const rung = (rateBitsPerSecond: number) => ({ rateBitsPerSecond });
  it.each([
    [{ renditions: [rung(1e6)] }, /renditions: must hold at least 2/],
    [{ renditions: [rung(1e6), rung(1e6)] }, /renditions\[1\]\.rateBitsPerSecond: must differ/],
    [{ renditions: [rung(2e6), rung(1e6)] }, /renditions\[1\]\.rateBitsPerSecond: must rise/],
    [{ renditions: [rung(1e6), rung(Number.NaN)] }, /must be a finite number > 0, received NaN/],
    [{ segmentSeconds: 0 }, /segmentSeconds/],
    [{ segmentSizeBits: [[4e6]] }, /segmentSizeBits\[0\]: must hold 2 numbers/],
    [{ segmentSizeBits: [[4000, 8000]] }, /must agree with the declared 1000000 bit\/s within a factor of 4/],
    [{ segmentSizeBits: [] }, /segmentSizeBits: must hold at least one segment/],
  ])('is refused by name: %o', (change, message) => {
    expect(() => createContent({ name: 'bad', segmentSeconds: 4, renditions: [rung(1e6), rung(2e6)], ...change })).toThrow(message);
  });
});
