import { describe, expect, test } from 'vitest';
import type { ResultRow } from '../../results/row.ts';
import { type Standing, summarise } from '../index.ts';
import { SYNTHETIC_BOUNDS, syntheticRows } from './synthetic-rows.ts';

const rules = ['evenkeel', 'soda', 'bba', 'lowest', 'optimum'];
const rows = syntheticRows({ networks: ['wifi', 'leo'], players: ['hls', 'live'], traces: 8, rules });

const standing = (given: readonly ResultRow[]): Standing =>
  summarise(given, { bounds: SYNTHETIC_BOUNDS, resamples: 200 }).standing as Standing;
const withScores = (scoreOf: (row: ResultRow) => number): ResultRow[] => rows.map((row) => ({ ...row, score: scoreOf(row) }));
const places = (given: readonly ResultRow[]): string[] => standing(given).cells.map(({ place }) => place);

describe('standing', () => {
  test('has one cell for each player, network and ladder', () => {
    const cells = standing(rows).cells.map(({ player, network, ladder }) => `${player} ${network} ${ladder}`);
    expect(cells).toEqual(
      ['hls', 'live'].flatMap((player) =>
        ['leo', 'wifi'].flatMap((network) => ['hls-8', 'pensieve-6'].map((ladder) => `${player} ${network} ${ladder}`)),
      ),
    );
  });

  test('a rule that is ahead in every session has won, one that is behind has lost, one that is the same is tied', () => {
    const ahead = (by: number) => withScores(({ rule, trace }) => (rule === 'evenkeel' ? by : 0) + Number(trace.slice(-1)));
    expect(new Set(places(ahead(0.1)))).toEqual(new Set(['won']));
    expect(new Set(places(ahead(-0.1)))).toEqual(new Set(['lost']));
    expect(new Set(places(ahead(0)))).toEqual(new Set(['tied']));
  });

  test('the rival is the best of the others and no bound', () => {
    const made = withScores(({ rule }) => ({ evenkeel: 0.5, soda: 0.4, bba: 0.3, lowest: 0.1, optimum: 0.9 })[rule] as number);
    for (const { rival, difference } of standing(made).cells) {
      expect(rival).toBe('soda');
      expect(difference.difference).toBeCloseTo(0.1, 9);
    }
  });

  test('ahead and behind by turns is a tie, whatever the mean says', () => {
    const made = withScores(({ rule, trace }) => (rule === 'evenkeel' ? (Number(trace.slice(-1)) % 2 === 0 ? 1.1 : -1) : 0));
    expect(new Set(places(made))).toEqual(new Set(['tied']));
    expect(standing(made).cells.every(({ difference }) => difference.difference > 0)).toBe(true);
  });

  test('says nothing with fewer than six traces', () => {
    const few = rows.filter(({ trace }) => Number(trace.slice(-1)) < 5);
    expect(new Set(places(few))).toEqual(new Set(['too few traces']));
  });

  test('is the same in whatever order the rows come', () => {
    const key = ({ ladder, network, player }: Standing['cells'][number]): string => `${player} ${network} ${ladder}`;
    const turned = [...rows].reverse();
    expect(standing(turned).cells.map((cell) => [key(cell), cell.place, cell.rival])).toEqual(
      standing(rows).cells.map((cell) => [key(cell), cell.place, cell.rival]),
    );
  });

  test('leaves out sessions that the network does not sustain', () => {
    const some = rows.map((row) => (row.network === 'leo' ? { ...row, sustained: false } : row));
    expect(new Set(standing(some).cells.map(({ network }) => network))).toEqual(new Set(['wifi']));
  });

  test('without a subject there is none, without another rule no cell', () => {
    expect(summarise(rows.filter(({ rule }) => rule !== 'evenkeel')).standing).toBeNull();
    expect(standing(rows.filter(({ rule }) => rule !== 'soda' && rule !== 'bba')).cells).toEqual([]);
  });
});
