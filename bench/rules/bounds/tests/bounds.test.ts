import { expect, it } from 'vitest';
import { BOUND_RULES } from '../index.ts';

it('every bound loads under its own name', async () => {
  expect(BOUND_RULES.map((entry) => entry.name)).toEqual(['lowest', 'best-fixed', 'clairvoyant-mpc', 'optimum']);
  for (const entry of BOUND_RULES) expect((await entry.load()).name).toBe(entry.name);
});

it('says clairvoyant where a rule looks ahead', () => {
  for (const { source, name } of BOUND_RULES) expect(source.startsWith('Clairvoyant')).toBe(name !== 'lowest');
});
