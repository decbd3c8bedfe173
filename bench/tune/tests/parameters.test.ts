import { DEFAULT_CONFIG, PRESETS, resolveOptions } from 'evenkeel';
import { createHlsAbr } from 'evenkeel/hls';
import { evenkeelRule } from 'evenkeel/simulator';
import Hls from 'hls.js';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command/usage-error.ts';
import { GROUPS, listParameters, optionsAt, valueAt } from '../parameters.ts';

const all = listParameters();
const everywhere = (x: number): number[] => all.map(() => x);

describe('the fitted numbers', () => {
  it('are every scale, and numbers of prediction, rescue and switching; the weights are not among them', () => {
    const scales = all.filter(({ group }) => group === 'scales').map(({ name }) => name);
    expect(scales).toEqual(Object.entries(DEFAULT_CONFIG.scales).flatMap(([name, value]) => (value === 0 ? [] : [name])));
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set(GROUPS));
    expect(all.some(({ group }) => (group as string) === 'weights')).toBe(false);
  });

  it('leave out only what is named here: no new number of the engine is forgotten', () => {
    const left = GROUPS.flatMap((group) =>
      Object.entries(DEFAULT_CONFIG[group]).flatMap(([name, value]) =>
        typeof value === 'number' && value !== 0 && !all.some((each) => each.group === group && each.name === name)
          ? [`${group}.${name}`]
          : [],
      ),
    );
    expect(left.sort()).toEqual([
      'prediction.initialRateBitsPerSecond',
      'prediction.initialRttSeconds',
      'prediction.windowSeconds',
      'rescue.maxPerSegment',
      'switching.forgoneShare',
      'switching.maxStepUp',
      'switching.recoverySeconds',
    ]);
  });

  it.each(PRESETS)('start at a preset exactly: %s', (preset) => {
    const base = { preset };
    const parameters = listParameters(resolveOptions(base));
    const options = optionsAt(
      parameters,
      parameters.map(() => 0),
      base,
    );
    expect(resolveOptions(options)).toEqual(resolveOptions(base));
  });

  it('start at the defaults exactly', () => {
    expect(resolveOptions(optionsAt(all, everywhere(0)))).toEqual(DEFAULT_CONFIG);
  });

  it.each([-1000, -10, -3, -1, -0.1, 0.1, 1, 3, 10, 1000])('are accepted by the plugin wherever the search goes (x = %f)', (x) => {
    const options = JSON.parse(JSON.stringify(optionsAt(all, everywhere(x))));
    expect(() => resolveOptions(options)).not.toThrow();
    expect(() => createHlsAbr(Hls, options)).not.toThrow();
    expect(() => evenkeelRule({ options })).not.toThrow();
  });

  it('are accepted at each end of each axis', () => {
    all.forEach((_, i) => {
      for (const x of [-1000, 1000]) {
        const point = everywhere(0);
        point[i] = x;
        expect(() => resolveOptions(optionsAt(all, point))).not.toThrow();
      }
    });
  });

  it('rise with their axis, and stay within an eighth and eight times their start', () => {
    for (const parameter of all) {
      const values = [-1000, -2, -1, 0, 1, 2, 1000].map((x) => valueAt(parameter, x));
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(values[0]).toBeGreaterThanOrEqual(parameter.start / 8);
      expect(values.at(-1)).toBeLessThanOrEqual(parameter.start * 8);
      expect(values[2]).toBeLessThan(parameter.start);
    }
  });

  it('keep the fast mean faster than the slow one', () => {
    const names = ['fastHalfLifeSeconds', 'slowHalfLifeSeconds'];
    const point = all.map(({ name }) => (name === names[0] ? 1000 : name === names[1] ? -1000 : 0));
    const { prediction } = resolveOptions(optionsAt(all, point));
    expect(prediction.fastHalfLifeSeconds).toBeLessThanOrEqual(prediction.slowHalfLifeSeconds);
  });

  it('keep what the fit began from, beside them', () => {
    const base = { weights: { quality: 0.5 }, scales: { stall: 4 }, limits: { capToViewport: true } };
    const parameters = listParameters(resolveOptions(base), ['scales']);
    const options = optionsAt(
      parameters,
      parameters.map(() => 0),
      base,
    );
    expect(resolveOptions(options)).toEqual(resolveOptions(base));
    expect(parameters.find(({ name }) => name === 'stall')?.start).toBe(4);
  });
});

describe('--only', () => {
  it('takes groups and single options', () => {
    expect(listParameters(DEFAULT_CONFIG, ['switching', 'rescue.dangerShare']).map(({ group, name }) => `${group}.${name}`)).toEqual([
      'rescue.dangerShare',
      'switching.hysteresis',
      'switching.leapGain',
    ]);
  });

  it.each(['weights', 'weights.quality', 'scales.nothing', 'rescue.enabled'])('refuses %s, and says what there is', (name) => {
    expect(() => listParameters(DEFAULT_CONFIG, [name])).toThrow(UsageError);
    expect(() => listParameters(DEFAULT_CONFIG, [name])).toThrow(/scales, prediction, rescue, switching/);
  });
});
