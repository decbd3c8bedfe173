/** What the mission says of Evenkeel against the players' own rules, and which figure here answers it. */

export interface Claim {
  readonly title: string;
  /** The mission's figure, percent of the player's own rule; all are reductions. */
  readonly percent: number;
  /** Of the comparisons; undefined: bytes at equal utility, which is reckoned by itself. */
  readonly metric?: string;
  readonly measuredAs: string;
}

export const CLAIMS: readonly Claim[] = [
  { title: 'rebuffering', percent: -78, metric: 'stallSeconds', measuredAs: 'Stalled time a session.' },
  { title: 'start-up', percent: -65, metric: 'startupSeconds', measuredAs: 'From the first request to the first frame.' },
  {
    title: 'switches',
    percent: -45,
    metric: 'switchesPerMinute',
    measuredAs: 'The mission says 45 % more stability: taken as 45 % fewer changes of rendition a minute.',
  },
  {
    title: 'bytes at equal quality',
    percent: -32,
    measuredAs:
      'Data of Evenkeel, its price of bytes or its weight of quality set so that its mean utility is that of the rule it is compared with (interpolated between settings), against the data of that rule.',
  },
];

/** Whose rule is at home in which player. */
export const HOME: Readonly<Record<string, string>> = { hls: 'hls.js', live: 'hls.js', shaka: 'shaka' };
/** What is possible at all. */
export const POSSIBLE = ['lowest', 'optimum'] as const;
export const SUBJECT = 'evenkeel';
