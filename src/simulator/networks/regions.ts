/** Parts of the world as mixes of families, as seeds report them. The mixes are assumptions; README.md says on what grounds. */
import { createRandomStream, createTrace, describe, type NetworkTrace } from '../../link/index.ts';
import { findFamily, NETWORK_FAMILIES } from './families.ts';
import { checkWhole, type NetworkFamily } from './family.ts';
import { seedFor } from './seed.ts';
import { OUTAGE_BITS_PER_SECOND } from './session-model.ts';

/** One part of a mix. */
export interface RegionPart {
  /** Id of a family. */
  readonly family: string;
  /** Share of sessions, 0..1; the shares of a region sum to 1. */
  readonly share: number;
  /** Factor on the family's rates. Outages stay outages. */
  readonly scale: number;
}

export interface Region {
  /** For `--region` and tables: `latin-america`. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly RegionPart[];
}

/** A session's network, and where it comes from. */
export interface DrawnNetwork {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** Id of the family. */
  readonly family: string;
  /** Id of the region whose mix drew it, or ''. */
  readonly region: string;
}

/** Order of rows: fixed line, evening, Wi-Fi, LTE, 5G, 3G, satellite. */
export const REGIONS: readonly Region[] = [
  region('north-america', 'North America', [0.25, 0.08, 0.4, 0.1, 0.12, 0.01, 0.04], [6, 3, 1.5, 1.5, 1, 1, 1]),
  region('europe', 'Europe', [0.27, 0.08, 0.38, 0.14, 0.1, 0.02, 0.01], [5, 3, 1.3, 1.3, 1, 1, 1]),
  region('asia-pacific', 'Asia-Pacific', [0.13, 0.1, 0.3, 0.25, 0.15, 0.06, 0.01], [5, 2, 1.3, 1, 1, 1, 0.8]),
  region('latin-america', 'Latin America', [0.15, 0.17, 0.27, 0.27, 0.05, 0.07, 0.02], [2.5, 1.5, 0.8, 0.6, 0.7, 1, 0.7]),
  region('africa-middle-east', 'Africa and Middle East', [0.08, 0.17, 0.15, 0.3, 0.05, 0.23, 0.02], [1.5, 1, 0.5, 0.5, 0.7, 1, 0.3]),
];

/** Default length of a drawn network, seconds; longer sessions see it again. */
const DRAWN_SECONDS = 600;

/**
 * Draws one session's network from a region's mix or from one family, by id. The same arguments give the same bits.
 * `seed` is an integer (the lowest 32 bits count). Throws a `RangeError` that lists the ids when there is no such one.
 */
export function drawNetwork(regionOrFamily: string, seed: number, seconds: number = DRAWN_SECONDS): DrawnNetwork {
  checkWhole(seed, 'seed', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const family = findFamily(regionOrFamily);
  if (family) return { trace: family.generate(seed, seconds), rttSeconds: family.rttSeconds, family: family.id, region: '' };
  const drawnRegion = REGIONS.find((candidate) => candidate.id === regionOrFamily);
  if (!drawnRegion) {
    const ids = [...REGIONS, ...NETWORK_FAMILIES].map((known) => known.id).join(', ');
    throw new RangeError(`regionOrFamily: must be one of ${ids}, received ${describe(regionOrFamily)}`);
  }
  const part = drawPart(drawnRegion, seed);
  const drawn = findFamily(part.family) as NetworkFamily;
  return {
    trace: scaled(drawn.generate(seedFor(drawnRegion.id, seed), seconds), part.scale, `${drawnRegion.id}-${seed}-${drawn.id}`),
    rttSeconds: drawn.rttSeconds,
    family: drawn.id,
    region: drawnRegion.id,
  };
}

function drawPart({ id, parts }: Region, seed: number): RegionPart {
  let left = createRandomStream(seedFor(`${id} mix`, seed)).uniform();
  for (const part of parts) {
    left -= part.share;
    if (left < 0) return part;
  }
  // The shares sum to 1 but for rounding.
  return parts[0] as RegionPart;
}

function scaled(trace: NetworkTrace, scale: number, name: string): NetworkTrace {
  const segments = trace.segments.map(({ durationSeconds, rateBitsPerSecond: rate }) => ({
    durationSeconds,
    rateBitsPerSecond: rate < OUTAGE_BITS_PER_SECOND ? rate : Math.round((rate * scale) / 1000) * 1000,
  }));
  return createTrace({ name, segments });
}

function region(id: string, title: string, shares: readonly number[], scales: readonly number[]): Region {
  const parts = NETWORK_FAMILIES.map((family, i) => ({ family: family.id, share: shares[i] as number, scale: scales[i] as number }));
  return { id, title, parts };
}
