import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../command/usage-error.ts';
import { ALL_RULES, findRules } from '../index.ts';
import { readRuleFile } from '../rule-file.ts';

describe('the rules', () => {
  it('have names of their own that fit into a comma list, and say where they come from', () => {
    const names = ALL_RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, title, source } of ALL_RULES) {
      expect(name).toMatch(/^[a-z0-9.+-]+$/);
      expect(title.length, name).toBeGreaterThan(0);
      expect(source.length, name).toBeGreaterThan(20);
    }
  });

  it('go by the same name in the list and in their sessions', async () => {
    for (const entry of ALL_RULES) expect((await entry.load()).name).toBe(entry.name);
  });

  it('are of every kind', () => {
    expect(new Set(ALL_RULES.map(({ kind }) => kind))).toEqual(new Set(['ours', 'player', 'published', 'bound']));
  });

  it('are found by name, in the order asked for; an unknown name lists those that there are', () => {
    expect(findRules(['bba', 'evenkeel']).map(({ name }) => name)).toEqual(['bba', 'evenkeel']);
    expect(() => findRules(['evenkeel', 'bbb'])).toThrow(UsageError);
    expect(() => findRules(['bbb'])).toThrow(/no rule "bbb"; there are evenkeel, .*bba/);
  });
});

describe('a rule file', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'evenkeel-rule-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const put = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };

  it('is a module whose default export is a rule; its content is part of its source', async () => {
    const text = "export default { name: 'mine', start: () => ({ choose: () => 0 }) };";
    const [one, same, other] = await Promise.all([put('a.mjs', text), put('b.mjs', text), put('c.mjs', `${text}\n`)].map(readRuleFile));
    expect(one?.name).toBe('mine');
    expect((await one?.load())?.start).toEqual(expect.any(Function));
    expect(same?.source).toBe(one?.source);
    expect(other?.source).not.toBe(one?.source);
  });

  it.each([
    ['no rule', 'export default 5;', /default export must be a rule/],
    ['no name', 'export default { start() {} };', /default export must be a rule/],
    ['nothing to start', "export default { name: 'x' };", /default export must be a rule/],
    ['a mistake', 'export default {;', /cannot be loaded/],
    ['an exception', "throw new Error('at once');", /cannot be loaded: at once/],
  ])('with %s is a usage error', async (what, text, message) => {
    const file = put(`${what.replaceAll(' ', '-')}.mjs`, text);
    await expect(readRuleFile(file)).rejects.toThrow(UsageError);
    await expect(readRuleFile(file)).rejects.toThrow(message);
  });
});
