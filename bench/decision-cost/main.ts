/**
 * `npm run decision-cost`: what one decision costs, per ladder size, and as a ratio to a yardstick that runs in the
 * same process (sorting 1,000 numbers), so that results of different machines compare.
 *
 * Measured is the engine as pages get it: bundled. (A development runner that keeps names wraps every inner function.)
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { AbrEngine, InFlightSegment, Situation } from 'evenkeel';
import { rolldown } from 'rolldown';
import { bytesPer, type Cost, microsecondsPer } from './measure.ts';
import { inFlightAt, samples, situationWith } from './situations.ts';

type Engine = Pick<typeof import('evenkeel'), 'createAbrEngine' | 'createNetworkMemory' | 'DEFAULT_CONFIG'>;

const HELP = `Microseconds and bytes per decision, for ladders of 3 to 12 rungs.

  npm run decision-cost
  npm run decision-cost -- --batches 2000    # measure longer (default 500)

decide    one decision with buffers of 2, 6, 12 and 24 s in turn, unread
+ reason  the same, with its sentence read; + terms with its candidates read
look      one of the ten looks per second at a slow transfer on its way; most end before a plan is asked`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, batches: { type: 'string', default: '500' } } });
const batches = Number(values.batches);
if (values.help) console.log(HELP);
else if (!(Number.isInteger(batches) && batches >= 10 && batches <= 1e6))
  throw new RangeError(`--batches must be a whole number from 10 to 1000000, received ${values.batches}`);
else await main();

async function main(): Promise<void> {
  const { createAbrEngine, createNetworkMemory, DEFAULT_CONFIG } = await loadBundled();
  const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000);
  const yardstick = microsecondsPer(() => void [...numbers].sort((a, b) => a - b), batches);
  console.log(`yardstick: sorting 1,000 numbers takes ${yardstick.least.toFixed(1)} us\n`);
  console.log('rungs  what        least   mean    p50    p99 us   bytes  least / yardstick');
  for (const rungs of [3, 6, 8, 10, 12]) {
    const engine: AbrEngine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
    for (const sample of samples()) engine.addSample(sample);
    const situations = [2, 6, 12, 24].map((bufferSeconds) => situationWith(rungs, bufferSeconds));
    const turn = (i: number): Situation => situations[i % situations.length] as Situation;
    const inFlights = situations.flatMap((situation) => Array.from({ length: 15 }, (_, look) => inFlightAt(situation, look)));
    const inFlight = (i: number): InFlightSegment => inFlights[(i % situations.length) * 15 + (i % 15)] as InFlightSegment;
    const row = (what: string, work: (i: number) => unknown): Promise<void> => print(rungs, what, work, yardstick);
    await row('decide', (i) => engine.decide(turn(i)).index);
    await row('+ reason', (i) => engine.decide(turn(i)).reason);
    await row('+ terms', (i) => engine.decide(turn(i)).candidates);
    await row('look', (i) => engine.considerRescue(turn(i), inFlight(i)));
  }
}

async function print(rungs: number, what: string, work: (i: number) => unknown, yardstick: Cost): Promise<void> {
  const { least, mean, median, p99 } = microsecondsPer(work, batches);
  const bytes = (await bytesPer(work)).toFixed(0).padStart(8);
  const figures = [least, mean, median, p99].map((microseconds) => microseconds.toFixed(1).padStart(7)).join('');
  const ratio = (least / yardstick.least).toFixed(3).padStart(10);
  console.log(`${String(rungs).padStart(5)}  ${what.padEnd(9)} ${figures} ${bytes} ${ratio}`);
}

async function loadBundled(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'decision-cost-'));
  try {
    const bundle = await rolldown({ input: fileURLToPath(new URL('../../src/engine/index.ts', import.meta.url)), logLevel: 'silent' });
    const file = join(folder, 'engine.mjs');
    await bundle.write({ format: 'esm', file, minify: true });
    await bundle.close();
    return (await import(pathToFileURL(file).href)) as Engine;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
