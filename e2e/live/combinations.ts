/** Which player plays which live stream how, and on which links. */
import { constantLink } from '../link-session.ts';

/** A player on a kind of stream. */
export interface Combination {
  readonly name: string;
  readonly player: 'hls' | 'shaka';
  /** Below the media root. */
  readonly path: string;
  readonly config: object;
  /** Latency that the stream asks for and the player aims at, seconds behind the wall clock. */
  readonly targetSeconds: number;
  /** How far beyond its target a player may be on a steady link, seconds: whole segments are up to one segment old. */
  readonly slackSeconds: number;
  /** Playback rates that the player may use to catch up. */
  readonly rates: readonly [number, number];
}

/** Players of whole segments measure from the end of the playlist, which is up to a segment behind the encoder. */
const SEGMENT_SECONDS = 4;

export const COMBINATIONS: readonly Combination[] = [
  {
    name: 'hls.js, HLS live',
    player: 'hls',
    path: 'live/vp9/vbr/master.m3u8',
    config: { maxLiveSyncPlaybackRate: 1.05 },
    targetSeconds: 12,
    slackSeconds: SEGMENT_SECONDS + 2,
    rates: [1, 1.05],
  },
  {
    name: 'hls.js, LL-HLS',
    player: 'hls',
    path: 'low-latency/vp9/vbr/master.m3u8',
    config: { maxLiveSyncPlaybackRate: 1.05 },
    targetSeconds: 3,
    slackSeconds: 2,
    rates: [1, 1.05],
  },
  {
    name: 'Shaka, DASH live',
    player: 'shaka',
    path: 'live/vp9/vbr/manifest.mpd',
    config: {},
    targetSeconds: 12,
    slackSeconds: SEGMENT_SECONDS,
    rates: [1, 1],
  },
  {
    name: 'Shaka, LL-DASH',
    player: 'shaka',
    path: 'low-latency/vp9/vbr/manifest.mpd',
    config: { streaming: { liveSync: { enabled: true } } },
    targetSeconds: 3,
    slackSeconds: 2,
    // Shaka's own defaults: once enabled its configuration goes before the manifest's service description.
    rates: [0.95, 1.1],
  },
  {
    name: 'Shaka, HLS live',
    player: 'shaka',
    path: 'live/vp9/vbr/master.m3u8',
    config: {},
    targetSeconds: 12,
    slackSeconds: SEGMENT_SECONDS + 2,
    rates: [1, 1],
  },
];

/** Kilobits per second for so many milliseconds. */
const link = (name: string, samples: readonly (readonly [number, number])[]): object => ({
  trace: { name, unit: 'kbps', samples },
  rttSeconds: 0.05,
});

/** A link, by name. */
export interface LiveLink {
  readonly name: string;
  readonly network: object;
}

export const STEADY: LiveLink = { name: 'steady', network: constantLink(4000) };

export const LINKS: readonly LiveLink[] = [
  STEADY,
  // Down to a seventh in the middle, and back.
  {
    name: 'collapse',
    network: link('collapse', [
      [20_000, 6000],
      [20_000, 900],
      [600_000, 6000],
    ]),
  },
  // A busy cell: a new rate every two or three seconds, mean about 3 Mbps.
  {
    name: 'variable',
    network: link(
      'variable',
      [3000, 5200, 1800, 2600, 900, 4100, 6000, 2200, 1300, 3600, 2800, 700, 4800, 3900, 1600, 5500].map(
        (kbps, i) => [2000 + (i % 3) * 500, kbps] as const,
      ),
    ),
  },
];
