import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRow } from '../../results/tests/make.ts';
import { decodePart, encodePart, type ScenarioResult } from '../part.ts';
import { PartStore } from '../part-store.ts';
import { makePlan, type PlanSettings } from '../plan.ts';
import { collect } from '../result.ts';
import { IDENTITY } from './make.ts';

const ID = 'ab12'.repeat(16);
const RESULT: ScenarioResult = {
  rows: [makeRow(), makeRow({ rule: 'bba' })],
  failures: [{ network: 'net', trace: 'bus', ladder: 'six', player: 'hls', rule: 'x', seed: 1, error: 'threw "this"\nand that' }],
};

let directory: string;
let store: PartStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-parts-'));
  store = new PartStore(directory);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('parts', () => {
  it('come back as they were', () => {
    expect(decodePart(ID, encodePart(ID, RESULT))).toEqual(RESULT);
    expect(decodePart(ID, encodePart(ID, { rows: [], failures: [] }))).toEqual({ rows: [], failures: [] });
  });

  it('are not taken for whole wherever they were cut', () => {
    const text = encodePart(ID, RESULT);
    fc.assert(fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => decodePart(ID, text.slice(0, length)) === undefined));
  });

  it('are not taken for those of another scenario', () => {
    expect(decodePart('cd'.repeat(32), encodePart(ID, RESULT))).toBeUndefined();
  });

  it('are kept by id; a truncated one is as good as none', () => {
    expect(store.read(ID)).toBeUndefined();
    const text = encodePart(ID, RESULT);
    store.write(ID, text);
    expect(store.read(ID)).toBe(text);
    expect(readdirSync(join(directory, 'ab'))).toEqual([`${ID}.jsonl`]);
    writeFileSync(join(directory, 'ab', `${ID}.jsonl`), text.slice(0, -5));
    expect(store.read(ID)).toBeUndefined();
  });
});

const settings = { seed: 1, bounds: [] } as unknown as PlanSettings;
const plan = (...scenarios: string[]) => makePlan({ identity: IDENTITY, settings, problems: [], scenarios });

describe('plans', () => {
  it('come back from the directory; equal ones are one', () => {
    store.writePlan(plan('a', 'b'));
    store.writePlan(plan('a', 'b'));
    expect(store.readPlan(undefined)).toEqual(plan('a', 'b'));
  });

  it('of several runs must be told apart', () => {
    store.writePlan(plan('a'));
    store.writePlan(plan('b'));
    expect(() => store.readPlan(undefined)).toThrow(/--plan: [0-9a-f]+, [0-9a-f]+/);
    expect(store.readPlan(plan('b').id.slice(0, 10))).toEqual(plan('b'));
  });

  it('missing ones are a usage error that says what to do', () => {
    expect(() => store.readPlan(undefined)).toThrow(/run with --parts/);
    expect(() => new PartStore(join(directory, 'nowhere')).readPlan(undefined)).toThrow(/no such directory/);
  });

  it('say which parts are missing', () => {
    const text = encodePart(ID, RESULT);
    const { result, missing } = collect(plan('x', ID, 'y'), (id) => (id === ID ? text : undefined));
    expect(missing).toEqual([0, 2]);
    expect(result).toMatchObject(RESULT);
  });

  it('are written whole: nobody reads half a file', () => {
    store.writePlan(plan('a'));
    mkdirSync(join(directory, 'ab'), { recursive: true });
    store.write(ID, encodePart(ID, RESULT));
    const all = readdirSync(directory, { recursive: true }).map(String);
    expect(all.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(readFileSync(join(directory, `plan-${plan('a').id}.json`), 'utf8')).toMatch(/\}\n$/);
  });
});
