/** How figures are written: the same number of digits everywhere, a dash for "not yet". */
import type { FilmRung } from './film.ts';

export const DASH = '–';

export const formatMbps = (bitsPerSecond: number): string => {
  const mbps = bitsPerSecond / 1e6;
  return `${mbps >= 10 ? mbps.toFixed(0) : mbps >= 1 ? mbps.toFixed(1) : mbps.toFixed(2)} Mbit/s`;
};

export const formatSeconds = (seconds: number | null): string =>
  seconds === null ? DASH : `${seconds < 10 ? seconds.toFixed(seconds < 1 ? 2 : 1) : seconds.toFixed(0)} s`;

export const formatRate = (bitsPerSecond: number | null): string => (bitsPerSecond === null ? DASH : formatMbps(bitsPerSecond));

export const formatMegabytes = (bits: number): string => {
  const megabytes = bits / 8e6;
  return `${megabytes >= 100 ? megabytes.toFixed(0) : megabytes.toFixed(1)} MB`;
};

export const formatUtility = (utility: number | null): string => (utility === null ? DASH : utility.toFixed(2));

/** Lines and rate of a rung; only the rate where the lines are unknown, nothing where there is no rung. */
export const formatRung = (rung: FilmRung | undefined, separator: string): string =>
  rung === undefined
    ? ''
    : [...(rung.heightPixels > 0 ? [`${rung.heightPixels}p`] : []), formatMbps(rung.rateBitsPerSecond)].join(separator);

/** Minutes and seconds of a run, e.g. `1:04`. */
export const formatClock = (seconds: number): string =>
  `${Math.floor(Math.max(0, seconds) / 60)}:${String(Math.floor(Math.max(0, seconds) % 60)).padStart(2, '0')}`;

export const formatPercent = (share: number): string =>
  share > 0 && share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
