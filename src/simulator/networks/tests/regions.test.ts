import { expect, it } from 'vitest';
import { findFamily, NETWORK_FAMILIES } from '../families.ts';
import { measureNetwork } from '../figures.ts';
import { drawNetwork, REGIONS } from '../regions.ts';

const cases = REGIONS.map((region) => [region.id, region] as const);

it.each(cases)('%s is a whole mix of every family', (_, region) => {
  expect(region.parts.map((part) => part.family)).toEqual(NETWORK_FAMILIES.map((family) => family.id));
  expect(region.parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9);
  for (const part of region.parts) {
    expect(part.share).toBeGreaterThan(0);
    expect(part.scale).toBeGreaterThan(0);
  }
});

it.each(cases)('%s draws each family as often as stated', (id, region) => {
  const draws = 4000;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < draws; seed++) {
    const { family } = drawNetwork(id, seed, 1);
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  for (const part of region.parts) expect((counts.get(part.family) ?? 0) / draws).toBeCloseTo(part.share, 1.3);
});

it.each(cases)('%s draws the same network for a seed and another for another', (id) => {
  expect(drawNetwork(id, 3)).toEqual(drawNetwork(id, 3));
  expect(drawNetwork(id, 3).trace.segments).not.toEqual(drawNetwork(id, 4).trace.segments);
  expect(drawNetwork(id, 3)).toMatchObject({ region: id, trace: { durationSeconds: 600, name: `${id}-3-${drawNetwork(id, 3).family}` } });
});

it('scales rates and leaves outages outages', () => {
  const share = (scaleOf: string, family: string): { outage: number; mean: number } => {
    const drawn = Array.from({ length: 3000 }, (_, seed) => drawNetwork(scaleOf, seed, 60)).filter((network) => network.family === family);
    const figures = drawn.map((network) => measureNetwork(network.trace));
    const average = (read: (session: (typeof figures)[number]) => number): number =>
      figures.reduce((sum, session) => sum + read(session), 0) / figures.length;
    return { outage: average((session) => session.outageShare), mean: average((session) => session.meanBitsPerSecond) };
  };
  const america = share('north-america', 'fixed-line');
  const africa = share('africa-middle-east', 'fixed-line');
  // 6 against 1.5, give or take the draw.
  expect(america.mean / africa.mean).toBeGreaterThan(3.2);
  expect(america.mean / africa.mean).toBeLessThan(4.8);
  expect(share('north-america', '5g-handovers').outage).toBeGreaterThan(0.04);
});

it('draws from one family by its id', () => {
  const drawn = drawNetwork('wifi', 9, 120);
  expect(drawn.trace).toEqual(findFamily('wifi')?.generate(9, 120));
  expect(drawn).toMatchObject({ family: 'wifi', region: '', rttSeconds: 0.025 });
});

it('names the ids it knows', () => {
  expect(() => drawNetwork('mars', 1)).toThrow(/^regionOrFamily: must be one of north-america, .*leo-satellite, received the text "mars"$/);
  expect(() => drawNetwork('europe', 0.5)).toThrow('seed: must be a whole number');
});
