/** The synthetic families. Fitted constants live here; the measured data they were fitted to does not (README.md has the figures). */
import { defineFamily, type NetworkFamily } from './family.ts';
import type { FamilyFigures } from './figures.ts';

/** A broadband line by cable, slow by today's standard because that is where choices matter. */
const FIXED_LINE: NetworkFamily = defineFamily({
  id: 'fixed-line',
  title: 'Fixed line',
  description: 'Slow broadband by cable: steady most of the time, with a rough line now and then.',
  source:
    'FCC Measuring Broadband America 2016 as cut for MERINA (MIT, 289 sessions, 42 h): mean 1.79 Mbit/s, CoV 0.28, autocorrelation 0.71 / 0.33 / 0.23, outages 0.3 %.',
  rttSeconds: 0.02,
  figures: figures(1.79, 0.279, [0.708, 0.334, 0.226], 0.0029, [0.636, 1.58, 3.28]),
  model: {
    medianBitsPerSecond: 1.53e6,
    spread: 0.57,
    roughnessSpread: 0.75,
    slow: { memory: 0.987, spread: 0.13 },
    fast: { memory: 0.57, spread: 0.145 },
    states: [],
    outages: { perHour: 1.3, sessionSpread: 1.2, longShare: 0.1, shortSeconds: 1.7, longSeconds: 14 },
  },
});

/** The last metres are radio. */
const WIFI: NetworkFamily = defineFamily({
  id: 'wifi',
  title: 'Home Wi-Fi',
  description: 'A fast line whose last metres are Wi-Fi: bursts, and dips to a tenth for a few seconds.',
  source:
    'Puffer, October 2021, MERINA tuning split (MIT, 647 cuts of 600 s, 106 h): mean 15.3 Mbit/s, CoV 0.80, autocorrelation 0.71 / 0.20 / 0.09, 15 % of seconds below a tenth of the mean, outages 0.6 %. That these homes use Wi-Fi is our reading; the set does not say.',
  rttSeconds: 0.025,
  figures: figures(15.3, 0.797, [0.71, 0.195, 0.09], 0.0063, [6.23, 13.1, 27.5]),
  model: {
    medianBitsPerSecond: 13.6e6,
    spread: 0.53,
    roughnessSpread: 0.56,
    slow: { memory: 0.97, spread: 0.3 },
    fast: { memory: 0.58, spread: 0.25 },
    states: [
      { name: 'clear', level: 1.2, meanSeconds: 13.7 },
      { name: 'interfered', level: 0.08, meanSeconds: 4.2 },
    ],
    outages: { perHour: 10, sessionSpread: 0.8, longShare: 0.02, shortSeconds: 1.3, longSeconds: 6 },
  },
});

/** Buses, trams, ferries and trains around Oslo. */
const COMMUTE_3G: NetworkFamily = defineFamily({
  id: '3g-commute',
  title: '3G commute',
  description: 'About 1 Mbit/s on the way to work, gone for seconds or a minute at a time.',
  source:
    'HSDPA Norway, Riiser et al., MMSys 2013, by way of Sabre (BSD-2-Clause, 154 cuts of up to 600 s, 25 h): mean 1.06 Mbit/s, CoV 0.72, autocorrelation 0.89 / 0.70 / 0.44, outages 12.5 % (41 an hour, 11 s in the mean, a tenth above 25 s).',
  rttSeconds: 0.1,
  figures: figures(1.06, 0.715, [0.889, 0.703, 0.442], 0.125, [0.519, 0.918, 1.7]),
  model: {
    medianBitsPerSecond: 1.14e6,
    spread: 0.35,
    roughnessSpread: 0.33,
    slow: { memory: 0.992, spread: 0.38 },
    fast: { memory: 0.26, spread: 0.136 },
    states: [
      { name: 'open', level: 1.2, meanSeconds: 110 },
      { name: 'shadow', level: 0.45, meanSeconds: 110 },
    ],
    outages: { perHour: 34.5, sessionSpread: 0.93, longShare: 0.5, shortSeconds: 2.5, longSeconds: 19 },
  },
});

/** Cars, buses, trams and trains on 4G. */
const LTE_DRIVE: NetworkFamily = defineFamily({
  id: 'lte-drive',
  title: 'LTE drive',
  description: 'LTE in a car, bus or train: 5 to 25 Mbit/s, with a cell edge now and then.',
  source:
    'Course within a session: the 24 vehicle logs of LTE Ghent, van der Hooft et al. 2016, by way of Sabre (BSD-2-Clause, 3.3 h): CoV 0.47, autocorrelation 0.77 / 0.63 / 0.33, outages 0.6 %. Level: the 4G set of the SODA paper (SIGCOMM 2024; 187 sessions, mean 13.0 Mbit/s, relative deviation 81 % over all, which with CoV 0.47 within leaves a spread of 0.56 between sessions).',
  rttSeconds: 0.05,
  figures: figures(13, 0.469, [0.774, 0.625, 0.33], 0.0061, [5.4, 11.1, 22.8]),
  model: {
    medianBitsPerSecond: 11.7e6,
    spread: 0.53,
    roughnessSpread: 0.2,
    slow: { memory: 0.98, spread: 0.4 },
    fast: { memory: 0.19, spread: 0.18 },
    states: [
      { name: 'cell', level: 1.2, meanSeconds: 50 },
      { name: 'edge', level: 0.55, meanSeconds: 6 },
    ],
    outages: { perHour: 5.4, sessionSpread: 0.8, longShare: 0.1, shortSeconds: 2, longSeconds: 10 },
  },
});

/** Plenty, then a gap, then little. */
const HANDOVERS_5G: NetworkFamily = defineFamily({
  id: '5g-handovers',
  title: '5G with handovers',
  description: 'Plenty on 5G, a gap of a second or more, then a spell on LTE; again and again.',
  source:
    'UCC 5G Ireland, Raca et al., MMSys 2020, download sessions only (GPL-3.0, 13 logs in 40 cuts of 600 s, 6.6 h): mean 47.5 Mbit/s, CoV 1.18, autocorrelation 0.82 / 0.37 / 0.18, outages 6.8 % (151 an hour, 1.6 s in the mean). Thirteen logs: the spread over sessions is rough.',
  rttSeconds: 0.03,
  figures: figures(47.5, 1.18, [0.82, 0.372, 0.182], 0.068, [8.5, 40.1, 103]),
  model: {
    medianBitsPerSecond: 38e6,
    spread: 0.8,
    roughnessSpread: 0.23,
    slow: { memory: 0.99, spread: 0.67 },
    fast: { memory: 0.83, spread: 0.36 },
    states: [
      { name: '5G', level: 4, meanSeconds: 9 },
      { name: 'LTE', level: 0.8, meanSeconds: 10 },
    ],
    outages: { perHour: 30, sessionSpread: 0.4, onStateChange: 0.36, longShare: 0.05, shortSeconds: 1.3, longSeconds: 7 },
  },
});

/** No Starlink log may be shipped or was at hand: the level is published, the course is fitted to published forecast errors. */
const LEO_SATELLITE: NetworkFamily = defineFamily({
  id: 'leo-satellite',
  title: 'LEO satellite',
  description: 'A new share of a beam every 15 s, a dip at each change, and gaps where a tree or bridge is in the way.',
  source:
    'Level: Ookla on Starlink in Maine, Oct-Dec 2024 (10th / 50th / 90th percentile of users 23 / 117 / 251 Mbit/s, latency 47 ms). Course: slots of 15 s (LENS and others); forecast errors of two US drive sets (last value against the next 4 s and 20 s: median error 0.22 and 0.43, log-RMSE 0.94 and 1.39). CoV, autocorrelation and outages follow from that and are not measured ones.',
  rttSeconds: 0.047,
  figures: figures(110, 0.98, [0.78, 0.57, 0.14], 0.065, [25, 78, 240]),
  model: {
    medianBitsPerSecond: 84e6,
    spread: 0.8,
    roughnessSpread: 0.3,
    slow: { memory: 0.99, spread: 0.5 },
    fast: { memory: 0.1, spread: 0.25 },
    states: [],
    slots: { seconds: 15, spread: 0.6, firstSecondShare: 0.5 },
    outages: { perHour: 24, sessionSpread: 1, longShare: 0.2, shortSeconds: 2, longSeconds: 30 },
  },
});

/** Everybody is at home. */
const CONGESTED_EVENING: NetworkFamily = defineFamily({
  id: 'congested-evening',
  title: 'Congested evening',
  description: 'A shared line at peak time: about 2 Mbit/s that halve and double within minutes.',
  source:
    'The third of the same FCC 2016 sessions that swings most, CoV >= 0.28 (MIT, 96 sessions, 14 h): mean 1.98 Mbit/s, CoV 0.54, autocorrelation 0.84 / 0.60 / 0.39, outages 0.7 %. That neighbours are the cause is our reading.',
  rttSeconds: 0.04,
  figures: figures(1.98, 0.538, [0.838, 0.595, 0.392], 0.0067, [0.788, 1.96, 3.19]),
  model: {
    medianBitsPerSecond: 1.8e6,
    spread: 0.46,
    roughnessSpread: 0.65,
    slow: { memory: 0.97, spread: 0.15 },
    fast: { memory: 0.5, spread: 0.19 },
    states: [
      { name: 'quiet', level: 1.5, meanSeconds: 90 },
      { name: 'busy', level: 0.62, meanSeconds: 70 },
    ],
    outages: { perHour: 4, sessionSpread: 1, longShare: 0.12, shortSeconds: 1.7, longSeconds: 18 },
  },
});

/** All families, calm first. */
export const NETWORK_FAMILIES: readonly NetworkFamily[] = [
  FIXED_LINE,
  CONGESTED_EVENING,
  WIFI,
  LTE_DRIVE,
  HANDOVERS_5G,
  COMMUTE_3G,
  LEO_SATELLITE,
];

/** The family of an id, or `undefined`. */
export const findFamily = (id: string): NetworkFamily | undefined => NETWORK_FAMILIES.find((family) => family.id === id);

/** Figures as a table row: Mbit/s, CoV, autocorrelation at 1 / 5 / 20 s, outage share, session means p10 / p50 / p90 in Mbit/s. */
function figures(
  mean: number,
  coefficientOfVariation: number,
  [at1Second, at5Seconds, at20Seconds]: readonly [number, number, number],
  outageShare: number,
  [p10, p50, p90]: readonly [number, number, number],
): FamilyFigures {
  return {
    meanBitsPerSecond: mean * 1e6,
    coefficientOfVariation,
    autocorrelation: { at1Second, at5Seconds, at20Seconds },
    outageShare,
    sessionMeanBitsPerSecond: { p10: p10 * 1e6, p50: p50 * 1e6, p90: p90 * 1e6 },
  };
}
