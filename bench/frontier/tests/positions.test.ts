import { PRESETS, resolveOptions } from 'evenkeel';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command/usage-error.ts';
import { takeOptionFiles } from '../command.ts';
import { listPositions } from '../positions.ts';

const positions = listPositions();

describe('the places of ours', () => {
  it('have every preset once, by its name, and the slider from 0 to 1', () => {
    const names = positions.map(({ name }) => name);
    for (const preset of PRESETS) expect(names.filter((name) => name === preset)).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
    const slider = positions.flatMap(({ preference }) => preference ?? []);
    expect(slider).toEqual([...slider].sort((a, b) => a - b));
    expect([slider[0], slider.at(-1)]).toEqual([0, 1]);
  });

  it('are all different, and all accepted by the plugin', () => {
    const configs = positions.map(({ options }) => JSON.stringify(resolveOptions(options)));
    expect(new Set(configs).size).toBe(configs.length);
  });

  it('name a place on the slider by its preset only where it is the same', () => {
    for (const { name, preference } of positions) {
      if (preference === undefined || name.startsWith('slider')) continue;
      expect(resolveOptions({ preset: name as never })).toEqual(resolveOptions({ preference }));
    }
  });

  it('end with those of the user', () => {
    const own = { name: 'mine.json', options: { scales: { stall: 3 } } };
    expect(listPositions([own]).at(-1)).toEqual(own);
  });
});

describe('--options', () => {
  it('may be given any number of times, in both forms', () => {
    expect(takeOptionFiles(['--seed', '1', '--options', 'a.json', '--options=b.json', '--player', 'hls'])).toEqual({
      files: ['a.json', 'b.json'],
      others: ['--seed', '1', '--player', 'hls'],
    });
  });

  it('needs a file', () => {
    expect(() => takeOptionFiles(['--options'])).toThrow(UsageError);
  });
});
