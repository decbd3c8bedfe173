import { describe, expect, it } from 'vitest';
import { type Cell, toleranceFor } from '../cell.ts';
import { type CellRuns, judge } from '../judge.ts';
import type { PageMeasurement } from '../page.ts';
import { tableRow } from '../table.ts';

const CELL: Cell = {
  name: '250 KB at 1 Mbit/s',
  samples: [[10_000, 1000]],
  rttSeconds: 0.06,
  sizeBytes: 250_000,
  transfers: 1,
  expectedBodySeconds: 2,
  runs: 3,
  tolerance: toleranceFor(250_000),
};

const took = (seconds: number, more: Partial<PageMeasurement> = {}): PageMeasurement => ({
  receivedBytes: 250_000,
  firstByteSeconds: 0.062,
  timingBodySeconds: seconds,
  clientBodySeconds: seconds,
  ...more,
});

const runs = (fetch: readonly PageMeasurement[], xhr = fetch, more: Partial<CellRuns> = {}): CellRuns => ({
  clients: ['fetch', 'xhr'],
  byClient: { fetch, xhr },
  runs: fetch.length,
  attempts: 1,
  ...more,
});

describe('a cell', () => {
  it('passes with exact runs', () => {
    const result = judge('node', CELL, runs([took(2), took(2.01), took(1.99)]));
    expect(result).toMatchObject({ passed: true, runs: 3, missing: [] });
    expect(result.errors.fetch).toBeCloseTo(0);
  });

  it('counts the runs of failed attempts too: three good ones do not undo six bad ones', () => {
    const bad = [took(2.4), took(2.4), took(2.4)];
    const good = [took(2), took(2), took(2)];
    expect(judge('node', CELL, runs(good)).passed).toBe(true);
    const pooled = judge('node', CELL, runs([...bad, ...bad, ...good], undefined, { attempts: 3 }));
    expect(pooled).toMatchObject({ passed: false, runs: 9, attempts: 3 });
    expect(pooled.errors.timing).toBeCloseTo(2 / 2.4 - 1);
    expect(tableRow(pooled)).toMatch(/ 9 +FAIL \(all runs of 3 attempts\)$/);
  });

  it('fails when a clock that was asked for is missing, and says which', () => {
    const silent = judge('node', CELL, runs([took(2)], []));
    expect(silent).toMatchObject({ passed: false, missing: ['xhr'], errors: { xhr: null } });
    expect(tableRow(silent)).toMatch(/FAIL no XHR$/);
    const broken = judge('node', CELL, runs([took(2), took(2, { timingBodySeconds: NaN })]));
    expect(broken).toMatchObject({ passed: false, missing: ['timing'] });
    expect(judge('node', CELL, runs([took(2, { firstByteSeconds: NaN })])).passed).toBe(false);
    expect(judge('node', CELL, runs([], [])).passed).toBe(false);
  });

  it('does not miss a clock that nobody asked for', () => {
    const result = judge('node', CELL, runs([took(2)], [], { clients: ['fetch'] }));
    expect(result).toMatchObject({ passed: true, missing: [], errors: { xhr: null } });
  });

  it('fails when the first byte beats the round trip, or a body is short', () => {
    expect(judge('node', CELL, runs([took(2), took(2, { firstByteSeconds: 0.05 })])).passed).toBe(false);
    expect(judge('node', CELL, runs([took(2, { receivedBytes: 249_999 })])).passed).toBe(false);
  });
});
