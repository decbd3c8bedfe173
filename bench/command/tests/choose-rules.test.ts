import { describe, expect, it } from 'vitest';
import type { RuleEntry } from '../../rules/entry.ts';
import { chooseRules } from '../choose-rules.ts';
import { UsageError } from '../usage-error.ts';

const entry = (name: string, kind: RuleEntry['kind'], problem?: string): RuleEntry => ({
  name,
  title: name,
  kind,
  source: '',
  load: () => (problem === undefined ? Promise.resolve({ name, start: () => ({ choose: () => 0 }) }) : Promise.reject(new Error(problem))),
});
const MISSING = 'vlc is not installed: npm install vlc';
const ALL = [
  entry('ours', 'ours'),
  entry('here', 'player'),
  entry('vlc', 'player', MISSING),
  entry('vlc-2', 'player', MISSING),
  entry('optimum', 'bound'),
];
const namesOf = (entries: readonly RuleEntry[]): string[] => entries.map(({ name }) => name);

describe('the rules of a run', () => {
  it('are all whose player is installed, with a note on the others; the optimum only on request', async () => {
    const { entries, notes } = await chooseRules(undefined, ALL);
    expect(namesOf(entries)).toEqual(['ours', 'here']);
    expect(notes).toEqual([`Left out: vlc, vlc-2: ${MISSING}`]);
  });

  it('are those asked for, in that order', async () => {
    const { entries, notes } = await chooseRules(['optimum', 'here'], ALL);
    expect(namesOf(entries)).toEqual(['optimum', 'here']);
    expect(notes).toEqual([]);
  });

  it('asked for by name, a missing player is an error that says what to install', async () => {
    await expect(chooseRules(['ours', 'vlc-2'], ALL)).rejects.toThrow(new UsageError(`--rules vlc-2: ${MISSING}`));
    await expect(chooseRules(['nonsense'], ALL)).rejects.toThrow(UsageError);
  });
});
