import { describe, expect, it } from 'vitest';
import { PAGE_AGE_MS, VirtualClock, WALL_CLOCK_START_MS } from '../virtual-clock.ts';

const globals = () => [Date.now, performance.now, setTimeout, setInterval, clearTimeout, clearInterval];

describe('VirtualClock', () => {
  it('leaves the globals as they were, also after an error', () => {
    const before = globals();
    const clock = new VirtualClock();
    const during = clock.run(1, globals);
    expect(during.every((each, i) => each !== before[i])).toBe(true);
    expect(() =>
      clock.run(2, () => {
        throw new Error('rule');
      }),
    ).toThrow('rule');
    expect(globals()).toEqual(before);
    expect(Object.hasOwn(performance, 'now')).toBe(false);
  });

  it('shows session time: fractions on the page clock, whole ms on the wall clock', () => {
    const clock = new VirtualClock();
    expect(clock.run(2.0005, () => performance.now())).toBeCloseTo(PAGE_AGE_MS + 2000.5, 6);
    expect(clock.run(2.0005, () => Date.now())).toBe(WALL_CLOCK_START_MS + 2000);
    // 0.1 * 3 is a hair above 0.3, 4.35 * 1000 a hair below 4350.
    expect(clock.run(4.35, () => Date.now())).toBe(WALL_CLOCK_START_MS + 4350);
  });

  it('runs due timers in order, intervals again and again, and none that was cleared', () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const cleared = clock.run(0, () => {
      setTimeout(() => ran.push('late'), 200);
      setTimeout((word: string) => ran.push(word), 50, 'early');
      setInterval(() => ran.push('tick'), 100);
      return setInterval(() => ran.push('never'), 10);
    });
    for (const atSeconds of [0.1, 0.2, 0.1 * 3]) {
      clock.run(atSeconds, () => {
        clearInterval(cleared);
        clock.runDueTimers();
      });
    }
    expect(ran).toEqual(['early', 'tick', 'late', 'tick', 'tick']);
    expect(clock.timerCount).toBe(1);
  });

  it('fires an interval that is several periods late once, and keeps its beat', () => {
    const clock = new VirtualClock();
    let count = 0;
    clock.run(0, () => setInterval(() => count++, 100));
    clock.run(0.55, () => clock.runDueTimers());
    clock.run(0.59, () => clock.runDueTimers());
    expect(count).toBe(1);
    clock.run(0.6, () => clock.runDueTimers());
    expect(count).toBe(2);
  });

  it('keeps the timers of one owner from another, also when one calls the other', () => {
    const [a, b] = [new VirtualClock(), new VirtualClock()];
    const ran: string[] = [];
    a.run(0, () => {
      b.run(5, () => setTimeout(() => ran.push('b'), 0));
      setTimeout(() => ran.push(`a at ${performance.now() - PAGE_AGE_MS}`), 1000);
    });
    a.run(1, () => a.runDueTimers());
    expect(ran).toEqual(['a at 1000']);
    expect(b.timerCount).toBe(1);
  });
});
