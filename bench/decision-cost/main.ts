/**
 * `npm run decision-cost`: what one decision costs, per ladder size, and as a ratio to a yardstick that runs in the
 * same process (sorting 1,000 numbers), so that results of different machines compare.
 */
import { createAbrEngine, createNetworkMemory, DEFAULT_CONFIG, type Situation } from 'evenkeel';

const ROUNDS = 20_000;
const REPEATS = 7;

function situationWith(rungs: number, bufferSeconds: number): Situation {
  return {
    atSeconds: 100,
    renditions: Array.from({ length: rungs }, (_, i) => ({
      id: String(i),
      rateBitsPerSecond: 240_000 * 1.6 ** i,
      peakRateBitsPerSecond: 340_000 * 1.6 ** i,
      widthPixels: 0,
      heightPixels: 144 + 120 * i,
      frameRate: 25,
      allowed: true,
      smooth: true,
      powerEfficient: true,
    })),
    currentIndex: Math.floor(rungs / 2),
    bufferSeconds,
    maxBufferSeconds: 30,
    playbackRate: 1,
    segmentSeconds: 4,
    remainingSeconds: Number.POSITIVE_INFINITY,
    playing: true,
    device: { viewportWidthPixels: 1280, viewportHeightPixels: 720, droppedFrameShare: 0, saveData: false },
  };
}

/** Best of several repeats, microseconds per call: the least disturbed one. */
function microsecondsPer(work: (i: number) => void, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const startMilliseconds = performance.now();
    for (let i = 0; i < rounds; i++) work(i);
    best = Math.min(best, ((performance.now() - startMilliseconds) * 1000) / rounds);
  }
  return best;
}

if (process.argv.includes('--help')) {
  console.log('Usage: npm run decision-cost\n\nPrints microseconds per decision for ladders of 3 to 12 rungs.');
  process.exit(0);
}

const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000);
const yardstick = microsecondsPer(() => void [...numbers].sort((a, b) => a - b), ROUNDS / 10);
console.log(`yardstick: sorting 1,000 numbers takes ${yardstick.toFixed(1)} us\n\nrungs   us per decision   ratio to yardstick`);
for (const rungs of [3, 6, 8, 10, 12]) {
  const engine = createAbrEngine(DEFAULT_CONFIG, createNetworkMemory());
  for (let i = 0; i < 12; i++) {
    engine.addSample({ atSeconds: 50 + 4 * i, sizeBits: 4e6, transferSeconds: 1 + 0.5 * Math.sin(i), ttfbSeconds: 0.05, kind: 'main' });
  }
  const situations = [2, 6, 12, 24].map((bufferSeconds) => situationWith(rungs, bufferSeconds));
  const cost = microsecondsPer((i) => void engine.decide(situations[i % 4] as Situation), ROUNDS / 10);
  console.log(`${String(rungs).padStart(5)}   ${cost.toFixed(1).padStart(15)}   ${(cost / yardstick).toFixed(2).padStart(18)}`);
}
