/** What a run is made of, and how it is written in the page's address. */
import { findProfile, NETWORK_PROFILES } from 'evenkeel/link';
import { isOwnName, type SizeTable } from '../content/index.ts';

export const PLAYERS = {
  hls: 'hls.js',
  'shaka-hls': 'Shaka Player, HLS',
  'shaka-dash': 'Shaka Player, DASH',
} as const;
export type PlayerName = keyof typeof PLAYERS;

export const VIEWS = {
  both: 'Side by side',
  builtin: 'Built-in rule only',
  evenkeel: 'Evenkeel only',
  observe: 'Evenkeel watches only',
} as const;
export type View = keyof typeof VIEWS;

export const TABLES: Readonly<Record<SizeTable, string>> = {
  cbr: 'Even sizes (CBR)',
  vbr: 'Uneven sizes (VBR)',
  film: 'Film, measured sizes',
};

export const CODEC_CHOICES = { auto: 'Automatic', vp9: 'VP9 + Opus', avc: 'H.264 + AAC' } as const;
export type CodecChoice = keyof typeof CODEC_CHOICES;

/** Which rule steers a side. `observe`: the built-in rule steers, Evenkeel decides aside. */
export type Rule = 'built-in' | 'evenkeel' | 'observe';

export interface RunOptions {
  readonly player: PlayerName;
  readonly view: View;
  readonly profile: string;
  /** Name of one of the visitor's own titles; '' = a generated one, which `table`, `codec` and `durationSeconds` describe. */
  readonly content: string;
  readonly table: SizeTable;
  readonly codec: CodecChoice;
  readonly durationSeconds: number;
}

export const DEFAULT_OPTIONS: RunOptions = {
  player: 'hls',
  view: 'both',
  profile: 'cliff',
  content: '',
  table: 'vbr',
  codec: 'auto',
  durationSeconds: 600,
};

const DURATION_SECONDS = { least: 12, most: 7200 };

const oneOf = <Name extends string>(names: readonly string[], text: string | null, fallback: Name): Name =>
  text !== null && names.includes(text) ? (text as Name) : fallback;

/** Reads the address; unknown names fall back to the defaults. */
export function optionsFromQuery(query: URLSearchParams): RunOptions {
  const seconds = Math.round(Number(query.get('duration') ?? DEFAULT_OPTIONS.durationSeconds));
  const profile = query.get('profile') ?? '';
  return {
    player: oneOf(Object.keys(PLAYERS), query.get('player'), DEFAULT_OPTIONS.player),
    view: oneOf(Object.keys(VIEWS), query.get('view'), DEFAULT_OPTIONS.view),
    profile: findProfile(profile) ? profile : ((findProfile(DEFAULT_OPTIONS.profile) ?? NETWORK_PROFILES[0])?.id ?? ''),
    content: isOwnName(query.get('content') ?? '') ? (query.get('content') ?? '') : DEFAULT_OPTIONS.content,
    table: oneOf(Object.keys(TABLES), query.get('table'), DEFAULT_OPTIONS.table),
    codec: oneOf(Object.keys(CODEC_CHOICES), query.get('codec'), DEFAULT_OPTIONS.codec),
    durationSeconds: seconds >= DURATION_SECONDS.least && seconds <= DURATION_SECONDS.most ? seconds : DEFAULT_OPTIONS.durationSeconds,
  };
}

/** Parameters of the address by what they set. */
const OPTION_OF = {
  player: 'player',
  profile: 'profile',
  view: 'view',
  content: 'content',
  table: 'table',
  codec: 'codec',
  duration: 'durationSeconds',
} as const satisfies Record<string, keyof RunOptions>;
/** `autostart=1` presses Start. */
const PARAMETERS: readonly string[] = [...Object.keys(OPTION_OF), 'autostart'];

/** What to tell a visitor whose address was not understood in full: names that there are not, values that were not taken. Else undefined. */
export function addressHint(query: URLSearchParams): string | undefined {
  const options = optionsFromQuery(query);
  const strange = [...new Set(query.keys())].filter((name) => !PARAMETERS.includes(name));
  const refused = Object.entries(OPTION_OF).filter(([name, option]) => {
    const given = query.get(name);
    const taken = options[option];
    return given !== null && (typeof taken === 'number' ? Math.round(Number(given)) !== taken : given !== taken);
  });
  const sentences = [
    ...(strange.length > 0 ? [`The address has ${listed(strange)}, unknown here; known are ${PARAMETERS.join(', ')}.`] : []),
    ...refused.map(
      ([name, option]) => `${name}=${query.get(name)} is not one that can be played: ${options[option] || 'a generated film'} is.`,
    ),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

const listed = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** The address part for these options; defaults are left out, except what names the scene. */
export function queryFromOptions(options: RunOptions): URLSearchParams {
  const query = new URLSearchParams({ player: options.player, profile: options.profile, view: options.view });
  if (options.content !== DEFAULT_OPTIONS.content) query.set('content', options.content);
  if (options.table !== DEFAULT_OPTIONS.table) query.set('table', options.table);
  if (options.codec !== DEFAULT_OPTIONS.codec) query.set('codec', options.codec);
  if (options.durationSeconds !== DEFAULT_OPTIONS.durationSeconds) query.set('duration', String(options.durationSeconds));
  return query;
}

/** The sides of a view, left to right. */
export function rulesOfView(view: View): readonly Rule[] {
  if (view === 'both') return ['built-in', 'evenkeel'];
  return [view === 'builtin' ? 'built-in' : view];
}

/** What a side is called on screen. */
export function ruleTitle(rule: Rule, player: PlayerName): string {
  const library = player === 'hls' ? 'hls.js' : 'Shaka';
  if (rule === 'built-in') return `${library} built-in rule`;
  return rule === 'evenkeel' ? `${library} + Evenkeel` : `${library} built-in, Evenkeel watching`;
}
