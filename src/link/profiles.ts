import { eveningShape, handoverShape, mobileShape, perSecond, satelliteShape, tunnelShape, wander, wifiShape } from './profile-shapes.ts';
import type { NetworkTrace } from './trace.ts';
import { createTrace } from './trace.ts';
import type { TraceFigures } from './trace-figures.ts';

/** A named network for demos: about three minutes, then it starts over; the same bits on every machine. */
export interface NetworkProfile {
  readonly id: string;
  readonly title: string;
  /** One sentence for a picker. */
  readonly description: string;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** What the trace measures; a test holds it to these. */
  readonly figures: TraceFigures;
  readonly trace: NetworkTrace;
}

/** Mean (Mbit/s) and coefficient of variation, written out so that a change of shape is a visible change. */
const FIGURES: Readonly<Record<string, readonly [meanMbps: number, coefficientOfVariation: number]>> = {
  steady: [11.96, 0.03],
  wifi: [9.19, 0.44],
  'commuter-3g': [1.07, 0.68],
  'lte-drive': [5.06, 0.65],
  '5g-handovers': [24.95, 1.12],
  satellite: [8.73, 0.53],
  evening: [3.26, 0.29],
  tunnel: [6.3, 0.44],
  cliff: [5.6, 0.61],
};

/** All demo profiles, calm first. Shapes and figures follow the measured sets named beside each. */
export const NETWORK_PROFILES: readonly NetworkProfile[] = [
  define('steady', 'Steady broadband', 'A fixed line that keeps 12 Mbit/s, a little noise aside.', 0.02, steady(11)),
  // Between Puffer (CoV 0.89) and FCC (0.22) fixed lines, dips as in home Wi-Fi logs.
  define('wifi', 'Home Wi-Fi', 'A fast line over Wi-Fi that drops to a fraction for a few seconds now and then.', 0.025, wifiShape(23)),
  // HSDPA Norway: median of means 0.99 Mbit/s, CoV 0.58.
  define(
    'commuter-3g',
    'Commuter on 3G',
    'About 1 Mbit/s on a bus, rising and fading from stop to stop.',
    0.1,
    mobileShape(7, 0.95, 0.42, 0.3),
  ),
  // LTE Ghent has CoV 0.44 at 32 Mbit/s; scaled to a busy rural cell so that every rung matters.
  define(
    'lte-drive',
    'Driving on LTE',
    'Rural LTE in a car: between 1.5 and 15 Mbit/s within a minute.',
    0.05,
    mobileShape(31, 5.2, 0.42, 0.24),
  ),
  // UCC 5G driving: 28 Mbit/s, CoV 1.23.
  define(
    '5g-handovers',
    '5G with handovers',
    'Plenty on 5G, a short gap, then a spell on slow LTE; again and again.',
    0.03,
    handoverShape(5),
  ),
  // LEO links are reconfigured every 15 s; rate dips at the slots and some gaps last seconds.
  define(
    'satellite',
    'Low-orbit satellite',
    'A new beam every 15 s with its own speed, a dip at each change and two gaps of 3 s.',
    0.045,
    satelliteShape(17),
  ),
  // FCC/MERINA slow lines (CoV 0.22) plus the swing of a shared street cabinet.
  define('evening', 'Congested evening', 'A shared line at peak time, swinging slowly between 1.5 and 5 Mbit/s.', 0.04, eveningShape(41)),
  define('tunnel', 'Train through tunnels', 'About 7 Mbit/s, with nothing at all for 20 s and later for 4 s.', 0.05, tunnelShape(13)),
  define('cliff', 'Cliff', '8 Mbit/s falls to 0.8 after a minute and comes back a minute later.', 0.05, cliff()),
];

/** The profile with an id, or `undefined`. */
export function findProfile(id: string): NetworkProfile | undefined {
  return NETWORK_PROFILES.find((profile) => profile.id === id);
}

function figuresOf(id: string): TraceFigures {
  const [meanMbps, coefficientOfVariation] = FIGURES[id] ?? [0, 0];
  return { meanBitsPerSecond: meanMbps * 1e6, coefficientOfVariation };
}

function define(id: string, title: string, description: string, rttSeconds: number, ratesMbps: readonly number[]): NetworkProfile {
  // Rounding to 1 kbit/s keeps the numbers equal on machines whose exponential differs in the last digit.
  const segments = ratesMbps.map((mbps) => ({ durationSeconds: 1, rateBitsPerSecond: Math.round(mbps * 1000) * 1000 }));
  return { id, title, description, rttSeconds, figures: figuresOf(id), trace: createTrace({ name: id, segments, loops: true }) };
}

function steady(seed: number): number[] {
  const noise = wander(0.5, 0.03);
  return perSecond(seed, (_, random) => 12 * noise(random));
}

function cliff(): number[] {
  return perSecond(0, (second) => (second >= 60 && second < 120 ? 0.8 : 8));
}
