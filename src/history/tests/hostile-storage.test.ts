/** Storage that lies, breaks and refuses: never a throw, never a fault, never a polluted object. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPlugin } from '../../adapters/shared/index.ts';
import type { SessionEvent } from '../../session/index.ts';
import { type HistoryStorage, type LocalHistoryOptions, localHistory } from '../index.ts';
import { atDay, END, fakeStorage, KEY, onNetwork, sampleAt, TODAY } from './fake-storage.ts';

beforeEach(() => onNetwork({ type: 'wifi', effectiveType: '4g' }));
afterEach(() => void vi.unstubAllGlobals());

const GOOD = { network: 'wifi/4g', day: TODAY, rateKbps: 5000, sessionCount: 1 };
const entry = (change: Partial<Record<keyof typeof GOOD, unknown>> = {}): string =>
  JSON.stringify([1, Object.values({ ...GOOD, ...change })]);
const BAD_DOCUMENTS: Readonly<Record<string, string>> = {
  'not JSON': '{"version":',
  'an object': '{"version":1}',
  'own __proto__': '{"__proto__":{"0":1,"polluted":true}}',
  'constructor.prototype': '{"constructor":{"prototype":{"polluted":true}}}',
  'a polluting entry': '[1,{"__proto__":{"polluted":true}}]',
  'a polluting name': entry({ network: '__proto__' }),
  'another version': `[2,["wifi/4g",${TODAY},5000,1]]`,
  'no version': '[]',
  'huge rate': entry({ rateKbps: 1e300 }),
  'infinite rate': `[1,["wifi/4g",${TODAY},1e999,1]]`,
  'negative rate': entry({ rateKbps: -5 }),
  'rate null, as NaN is written': `[1,["wifi/4g",${TODAY},null,1]]`,
  'rate as text': entry({ rateKbps: '5000' }),
  'huge count': entry({ sessionCount: 1e9 }),
  'fraction of a day': entry({ day: 0.5 }),
  'long name': entry({ network: 'x'.repeat(500) }),
  'one field more': `[1,["wifi/4g",${TODAY},5000,1,"http://example.com/film"]]`,
  'too long': `[1${`,["wifi/4g",${TODAY},5000,1]`.repeat(100)}]`,
  'deep JSON': `${'['.repeat(1000)}${']'.repeat(1000)}`,
  'a bomb': '['.repeat(5_000_000),
};

describe('a stored document', () => {
  test.each(Object.entries(BAD_DOCUMENTS))('%s is ignored, with a reason', (_, text) => {
    const history = localHistory({ storage: fakeStorage(text), nowMilliseconds: atDay(TODAY) });
    const recalled = history.recall();
    expect(recalled.outcome).toBe('ignored');
    expect(history.problem).toMatch(/^read: Error: (not|longer|of another|damaged)/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('that is too long is not even parsed', () => {
    const parse = vi.spyOn(JSON, 'parse');
    localHistory({ storage: fakeStorage('1'.repeat(2049)) }).recall();
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});

const refuse = (name: string) => (): never => {
  throw new DOMException('refused', name);
};
const broken = (change: Partial<HistoryStorage>): HistoryStorage => ({ ...fakeStorage(), ...change });

describe('a storage', () => {
  test.each([
    ['that is full', { storage: broken({ setItem: refuse('QuotaExceededError') }) }, 'write: QuotaExceededError: refused'],
    ['that may not be read', { storage: broken({ getItem: refuse('SecurityError') }) }, undefined],
    ['that gives objects', { storage: broken({ getItem: () => ({ length: 3 }) as unknown as string }) }, undefined],
    ['that has no methods', { storage: {} as HistoryStorage }, 'write: TypeError'],
  ])('%s disturbs nobody', (_, options: LocalHistoryOptions, problem) => {
    const history = localHistory({ ...options, nowMilliseconds: atDay(TODAY) });
    expect(() => {
      history.recall();
      for (let i = 0; i < 5; i++) history.listen(sampleAt(5e6));
      history.listen(END);
    }).not.toThrow();
    expect(history.problem ?? '').toContain(problem ?? '');
    expect(() => history.clear()).not.toThrow();
  });

  test('that may not even be named disturbs nobody (cookies blocked, opaque origin)', () => {
    vi.stubGlobal('localStorage', undefined);
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refuse('SecurityError') });
    const history = localHistory();
    expect(history.recall()).toEqual({ outcome: 'ignored', reason: expect.stringContaining('SecurityError') });
    for (let i = 0; i < 5; i++) history.listen(sampleAt(5e6));
    expect(() => history.listen(END)).not.toThrow();
  });

  test('is not touched by making a history', () => {
    const storage = fakeStorage();
    localHistory({ storage });
    expect(storage.calls).toEqual([]);
  });
});

describe('in the plugin', () => {
  const open = (history: unknown): { events: SessionEvent[]; rate: number } => {
    const events: SessionEvent[] = [];
    const plugin = createPlugin({ history: history as never, onEvent: (event) => events.push(event) });
    const session = plugin.openSession();
    plugin.openSession();
    return { events, rate: session.engine.forecast(0).next.medianBitsPerSecond };
  };
  const faults = (events: readonly SessionEvent[]) => events.filter(({ type }) => type === 'fault');

  test('good history is the first guess, in one report', () => {
    const { events, rate } = open(localHistory({ storage: fakeStorage(entry()), nowMilliseconds: atDay(TODAY) }));
    expect(rate).toBeCloseTo(5e6, -3);
    expect(events.map(({ type }) => type)).toEqual(['history']);
  });

  test.each(Object.entries(BAD_DOCUMENTS))('%s: one report, no fault, the guess as without a history', (_, text) => {
    const { events, rate } = open(localHistory({ storage: fakeStorage(text), nowMilliseconds: atDay(TODAY) }));
    expect(events).toMatchObject([{ type: 'history', recalled: { outcome: 'ignored' } }]);
    expect(rate).toBeCloseTo(1e6, -1);
  });

  test('a history of the page that throws is one fault, and the session is not given up', () => {
    const { events, rate } = open({ recall: refuse('Error'), listen: refuse('Error') });
    expect(faults(events).map((event) => event.type === 'fault' && event.where)).toEqual(expect.arrayContaining(['history']));
    expect(rate).toBeCloseTo(1e6, -1);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 'fast'])(
    'a history that recalls %s gives a finite forecast',
    (rateBitsPerSecond) => {
      const { rate } = open({ recall: () => ({ outcome: 'found', rateBitsPerSecond, logDeviation: rateBitsPerSecond }), listen() {} });
      expect(rate).toBeGreaterThan(999);
      expect(rate).toBeLessThanOrEqual(1.001e10);
    },
  );

  test('what is not a history is refused by name', () => {
    expect(() => open(null)).toThrow(/^history.recall must be a function/);
    expect(() => open({ recall() {} })).toThrow(/^history.listen must be a function/);
    expect(() => localHistory({ key: 'mine' } as LocalHistoryOptions)).toThrow(/^history options.key is not an option/);
  });

  test('a visit is remembered for the next one', () => {
    const storage = fakeStorage();
    const first = createPlugin({ history: localHistory({ storage, nowMilliseconds: atDay(TODAY) }) }).openSession();
    for (let i = 0; i < 5; i++) {
      const event = sampleAt(7e6);
      if (event.type === 'sample') first.emit(event);
    }
    first.end();
    expect(storage.items.get(KEY)).toContain('7000');
    expect(open(localHistory({ storage, nowMilliseconds: atDay(TODAY + 1) })).rate).toBeCloseTo(7e6, -3);
  });
});
