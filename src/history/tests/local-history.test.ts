import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { localHistory } from '../index.ts';
import { atDay, END, fakeStorage, KEY, onNetwork, sampleAt, TODAY } from './fake-storage.ts';

beforeEach(() => onNetwork({ type: 'wifi', effectiveType: '4g' }));
afterEach(() => void vi.unstubAllGlobals());

/** A visit: so many segments at a rate, then the end. */
function visit(storage: ReturnType<typeof fakeStorage>, rate: number, day = TODAY, segments = 5): void {
  const history = localHistory({ storage, nowMilliseconds: atDay(day) });
  for (let i = 0; i < segments; i++) history.listen(sampleAt(rate));
  history.listen(END);
}
const recallOn = (storage: ReturnType<typeof fakeStorage>, day = TODAY) => localHistory({ storage, nowMilliseconds: atDay(day) }).recall();
const stored = (entries: readonly unknown[]) => fakeStorage(JSON.stringify([1, ...entries]));

describe('laws', () => {
  const rate = fc.double({ min: 1, max: 1e12, noNaN: true });

  test('whatever is heard, the document stays below 2 KB and can be read again', () => {
    const hour = fc.record({
      rate,
      day: fc.integer({ min: 0, max: 400 }),
      network: fc.constantFrom('wifi', 'cellular', 'ethernet', 'none'),
    });
    fc.assert(
      fc.property(fc.array(hour, { maxLength: 120 }), (visits) => {
        const storage = fakeStorage();
        for (const { rate, day, network } of visits) {
          onNetwork({ type: network, effectiveType: '4g' });
          visit(storage, rate, TODAY + day);
          expect(storage.items.get(KEY)?.length).toBeLessThanOrEqual(2048);
          expect(recallOn(storage, TODAY + day).outcome).toBe('found');
        }
        expect([...storage.items.keys()]).toEqual(visits.length ? [KEY] : []);
      }),
      { numRuns: 40 },
    );
  });

  test('whatever is stored, recalling gives a usable guess or says why not, and playing on repairs it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom('wifi/4g', 1, TODAY)), { maxLength: 5 }).map((value) => JSON.stringify([1, value])),
    );
    fc.assert(
      fc.property(text, (value) => {
        const storage = fakeStorage(value);
        const recalled = recallOn(storage);
        if (recalled.outcome === 'found') {
          expect(recalled.rateBitsPerSecond).toBeGreaterThan(0);
          expect(recalled.rateBitsPerSecond).toBeLessThanOrEqual(1e10);
          expect(recalled.logDeviation).toBeGreaterThan(0);
        }
        if (recalled.outcome === 'ignored') expect(recalled.reason.length).toBeLessThan(250);
        visit(storage, 5e6);
        expect(recallOn(storage).outcome).toBe('found');
      }),
      { numRuns: 300 },
    );
  });

  test('the guess lies between the least and the greatest day, and more days make it surer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 100_000 }), { minLength: 1, maxLength: 20 }), (rates) => {
        const recalled = recallOn(stored(rates.map((kbps, i) => ['wifi/4g', TODAY - i, kbps, 1])));
        if (recalled.outcome !== 'found') throw new Error(recalled.outcome);
        expect(recalled.rateBitsPerSecond).toBeGreaterThan(Math.min(...rates) * 999.9);
        expect(recalled.rateBitsPerSecond).toBeLessThan(Math.max(...rates) * 1000.1);
      }),
    );
    const deviation = (days: number): number => {
      const recalled = recallOn(stored(Array.from({ length: days }, (_, i) => ['wifi/4g', TODAY - i, 5000, 1])));
      return recalled.outcome === 'found' ? recalled.logDeviation : Number.NaN;
    };
    expect(deviation(1)).toBeGreaterThan(deviation(3));
    expect(deviation(3)).toBeGreaterThan(deviation(10));
  });
});

describe('what is kept', () => {
  test('is the network, the day, a rate of two digits and a count, and nothing else', () => {
    const storage = fakeStorage();
    visit(storage, 5_349_999);
    expect([...storage.items]).toEqual([[KEY, `[1,["wifi/4g",${TODAY},5300,1]]`]]);
    visit(storage, 5_349_999 / 4);
    // The geometric mean of both.
    expect(storage.items.get(KEY)).toBe(`[1,["wifi/4g",${TODAY},2700,2]]`);
  });

  test('is each network by itself, by the words that browsers have', () => {
    const storage = fakeStorage();
    visit(storage, 8e6);
    onNetwork({ type: 'cellular', effectiveType: '3g' });
    expect(recallOn(storage)).toEqual({ outcome: 'empty' });
    visit(storage, 1e6);
    expect(recallOn(storage)).toMatchObject({ outcome: 'found', rateBitsPerSecond: expect.closeTo(1e6, -3) });
    onNetwork({ type: 'wifi', effectiveType: '4g' });
    expect(recallOn(storage)).toMatchObject({ outcome: 'found', rateBitsPerSecond: expect.closeTo(8e6, -3) });
  });

  test.each([
    [undefined, 'unknown'],
    [{ effectiveType: '4g' }, '4g'],
    [{ type: '__proto__', effectiveType: 'constructor' }, 'unknown'],
    [{ type: ['wifi'], effectiveType: 'x'.repeat(5000) }, 'unknown'],
  ])('names a network of %o %s', (connection, name) => {
    onNetwork(connection);
    const storage = fakeStorage();
    visit(storage, 1e6);
    expect(JSON.parse(storage.items.get(KEY) ?? '')[1][0]).toBe(name);
  });

  test('survives a network that throws when it is looked at', () => {
    const connection = Object.defineProperty({}, 'type', {
      get() {
        throw new Error('no');
      },
    });
    onNetwork(connection);
    const storage = fakeStorage();
    visit(storage, 1e6);
    expect(storage.items.get(KEY)).toContain('"unknown"');
  });

  test('expires after 30 days, and does not come from the future', () => {
    const entries = [
      ['wifi/4g', TODAY - 31, 90, 1],
      ['wifi/4g', TODAY - 30, 5000, 1],
      ['wifi/4g', TODAY + 2, 90_000, 1],
    ];
    expect(recallOn(stored(entries))).toMatchObject({ outcome: 'found', rateBitsPerSecond: expect.closeTo(5e6, -3) });
    expect(recallOn(stored(entries), TODAY + 1)).toMatchObject({ outcome: 'found', rateBitsPerSecond: expect.closeTo(9e7, -3) });
    expect(recallOn(stored(entries), TODAY + 100)).toEqual({ outcome: 'empty' });
  });

  test('is not one lost segment, nor what says nothing of the link', () => {
    const storage = fakeStorage();
    visit(storage, 5e6, TODAY, 2);
    const history = localHistory({ storage });
    for (let i = 0; i < 9; i++) history.listen(sampleAt(5e6, { kind: 'other' }));
    for (let i = 0; i < 9; i++)
      history.listen({ ...sampleAt(5e6), verdict: { accepted: false, reason: 'from-cache' } } as Parameters<typeof history.listen>[0]);
    history.listen(END);
    expect(storage.calls).toEqual([]);
  });
});

describe('when it is written', () => {
  test('never while playing: once at the end, once when the page goes', () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    const storage = fakeStorage();
    const history = localHistory({ storage, nowMilliseconds: atDay(TODAY) });
    for (let i = 0; i < 500; i++) history.listen(sampleAt(5e6));
    expect(storage.calls).toEqual([]);
    page.dispatchEvent(new Event('pagehide'));
    expect(storage.calls).toEqual([`get ${KEY}`, `set ${KEY}`]);
    // The same page shown again: what was written is not counted twice.
    page.dispatchEvent(new Event('pagehide'));
    history.listen(END);
    expect(storage.calls).toHaveLength(2);
    for (let i = 0; i < 5; i++) history.listen(sampleAt(5e6));
    history.listen(END);
    page.dispatchEvent(new Event('pagehide'));
    expect(storage.calls).toHaveLength(4);
  });

  test('keeps what another tab wrote meanwhile', () => {
    const storage = fakeStorage();
    const history = localHistory({ storage, nowMilliseconds: atDay(TODAY) });
    for (let i = 0; i < 5; i++) history.listen(sampleAt(5e6));
    storage.items.set(KEY, `[1,["4g",${TODAY},700,3]]`);
    history.listen(END);
    expect(JSON.parse(storage.items.get(KEY) ?? '')).toHaveLength(3);
  });

  test('clear() forgets what is stored and what is not stored yet', () => {
    const storage = fakeStorage();
    visit(storage, 5e6);
    const history = localHistory({ storage, nowMilliseconds: atDay(TODAY) });
    for (let i = 0; i < 5; i++) history.listen(sampleAt(5e6));
    history.clear();
    history.listen(END);
    expect(storage.items.size).toBe(0);
  });
});
