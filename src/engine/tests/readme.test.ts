/** The README is what a researcher derives the engine from: it names what is there, and all that is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../config.ts';

const folder = new URL('..', import.meta.url);
const code = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');
const text = readFileSync(new URL('README.md', folder), 'utf8');

test('every number of the plan, the forecast, the switch and the rescue has its place in the text', () => {
  const { scales, prediction, rescue, switching } = DEFAULT_CONFIG;
  const written = (name: string): boolean => text.includes(name) || (/^initial/.test(name) && text.includes('`initial*`'));
  const names = [scales, prediction, rescue, switching].flatMap((group) => Object.keys(group));
  expect(names.filter((name) => !written(name))).toEqual([]);
});

test('names in the text are names in the code', () => {
  const names = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+|[a-z]+[A-Z][A-Za-z]+)`/g)].map(([, name]) => name as string);
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});
