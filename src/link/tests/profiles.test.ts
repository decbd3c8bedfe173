import { describe, expect, it } from 'vitest';
import { findProfile, NETWORK_PROFILES } from '../profiles.ts';
import { measureTrace } from '../trace-figures.ts';
import { rateAt } from '../trace-integral.ts';

describe('demo profiles', () => {
  it.each(NETWORK_PROFILES.map((profile) => [profile.id, profile] as const))('%s measures what it states', (_, profile) => {
    const measured = measureTrace(profile.trace);
    expect(measured.meanBitsPerSecond / profile.figures.meanBitsPerSecond).toBeCloseTo(1, 2);
    expect(Math.abs(measured.coefficientOfVariation - profile.figures.coefficientOfVariation)).toBeLessThan(0.01);
    expect([profile.trace.durationSeconds, profile.trace.loops]).toEqual([180, true]);
    expect(profile.description).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('exercise a ladder of 0.24 to 8 Mbit/s: every profile carries the lowest rung on average', () => {
    for (const profile of NETWORK_PROFILES) expect(profile.figures.meanBitsPerSecond).toBeGreaterThan(0.24e6 * 2);
  });

  it('are found by id', () => {
    expect(findProfile('cliff')?.title).toBe('Cliff');
    expect(findProfile('nope')).toBeUndefined();
  });

  it('cliff falls at 60 s and recovers at 120 s', () => {
    const trace = findProfile('cliff')?.trace;
    if (trace === undefined) throw new Error('no cliff');
    expect([59.9, 60, 119.9, 120, 240].map((at) => rateAt(trace, at) / 1e6)).toEqual([8, 0.8, 0.8, 8, 0.8]);
  });

  it('tunnel has one outage of 20 s and one short', () => {
    const rates = findProfile('tunnel')?.trace.segments.map((segment) => segment.rateBitsPerSecond) ?? [];
    expect(rates.filter((rate) => rate === 0)).toHaveLength(24);
  });
});
