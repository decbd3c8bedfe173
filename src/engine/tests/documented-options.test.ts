/** What the comments of the options promise (defaults, ranges) is what is checked. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AbrOptions, DEFAULT_CONFIG, resolveOptions } from '../index.ts';

const GROUPS: Readonly<Record<string, string>> = {
  PredictionOptions: 'prediction',
  SwitchingOptions: 'switching',
  LimitOptions: 'limits',
  RescueOptions: 'rescue',
  ContentOptions: 'content',
  Weights: 'weights',
};

interface Documented {
  readonly group: string;
  readonly name: string;
  readonly comment: string;
}

const documented: readonly Documented[] = ['config', 'terms'].flatMap((file) => {
  const text = readFileSync(new URL(`../${file}.ts`, import.meta.url), 'utf8');
  return [...text.matchAll(/export interface (\w+) \{\n([\s\S]*?)\n\}/g)].flatMap(([, type = '', body = '']) =>
    [...body.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly (\w+):/g)].flatMap(([, comment = '', name = '']) => {
      const group = GROUPS[type];
      return group ? [{ group, name, comment }] : [];
    }),
  );
});

const read = (text: string): unknown => (/^[\d,.]+$/.test(text) ? Number(text.replaceAll(',', '')) : text === 'true');

/** The range that a refusal names. */
function rangeOf(group: string, name: string): string {
  try {
    resolveOptions({ [group]: { [name]: 'x' } } as AbrOptions);
  } catch (error) {
    return (
      /from (\S+) to (\S+),/
        .exec((error as Error).message)
        ?.slice(1)
        .join('..') ?? ''
    );
  }
  return '';
}

describe('every option is documented as it is', () => {
  test('all of them', () => {
    const names = Object.entries(DEFAULT_CONFIG).flatMap(([group, values]) =>
      group === 'scales' ? [] : Object.keys(values).map((name) => `${group}.${name}`),
    );
    expect(documented.map(({ group, name }) => `${group}.${name}`).sort()).toEqual(names.sort());
  });
  test.each(documented)('$group: $name', ({ group, name, comment }) => {
    const [, told] = /default (-?[\d,.]*\d|true|false)/.exec(comment) ?? [];
    const values = DEFAULT_CONFIG[group as keyof typeof DEFAULT_CONFIG] as unknown as Readonly<Record<string, unknown>>;
    if (name !== 'type') expect(read(told ?? 'none')).toBe(values[name]);
    const [range] = /\d[\d.]*\.\.\d[\d.]*/.exec(comment) ?? [];
    if (range) expect(range).toBe(rangeOf(group, name));
    else if (group !== 'weights' && typeof values[name] === 'number') expect(comment).toMatch(/>=? 0/);
  });
});
