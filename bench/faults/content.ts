/** The demo's film, with manifests for faults: two hosts, a host that does not exist, another ladder, a ladder that changes. */
import { resolveContent } from '../../demo/content/index.ts';
import type { ContentResolver } from '../../demo/origin/core/index.ts';

/**
 * First part of a media path. `redundant`: everything on host a and on host b. `lost`: the same, and host a cannot be found.
 * `low`, `high`: only the lower or the upper rungs. `changing`: DASH that loses and regains its upper rungs with every update.
 */
export const VARIANTS = ['redundant', 'lost', 'low', 'high', 'changing'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Where both hosts keep the media, up to and without the film's path: `http://a.test/link/a/media`. */
export interface Hosts {
  readonly a: string;
  readonly b: string;
}

export const FILM_SECONDS = 48;
const NOWHERE = 'http://nowhere.invalid/media';
/** Rungs of the short ladders. */
const LOW_RUNGS = [0, 1, 2];
const HIGH_RUNGS = [1, 2, 3, 4, 5, 6];
const UPDATE_SECONDS = 4;
/** Then the film is complete: a manifest that may still change has no end to play to. */
const UPDATES = 5;

/** Makes the resolver of one origin; it counts the updates of `changing` manifests. */
export function createFaultyContent(hosts: Hosts): ContentResolver {
  const updates = new Map<string, number>();
  return (path) => {
    const variant = VARIANTS.find((name) => path.startsWith(`${name}/`));
    if (!variant) return resolveContent(path);
    const rest = path.slice(variant.length + 1);
    const found = resolveContent(rest);
    const isManifest = /(master\.m3u8|manifest\.mpd)$/.test(rest);
    if (found.status !== 200 || !('body' in found) || !isManifest) return found;
    const isDash = rest.endsWith('.mpd');
    const film = rest.slice(0, rest.lastIndexOf('/'));
    const count = updates.get(path) ?? 0;
    updates.set(path, count + 1);
    return { ...found, body: isDash ? rewriteDash(found.body, variant, hosts, film, count) : rewriteHls(found.body, variant, hosts, film) };
  };
}

function rewriteHls(text: string, variant: Variant, { a, b }: Hosts, film: string): string {
  const first = variant === 'lost' ? NOWHERE : a;
  const lines = text.trimEnd().split('\n');
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1] ?? '';
    const rung = Number(/^video\/(\d+)/.exec(line.startsWith('#EXT-X-STREAM-INF') ? next : line)?.[1] ?? -1);
    if (variant === 'low' || variant === 'high') {
      if (rung < 0 || (variant === 'low' ? LOW_RUNGS : HIGH_RUNGS).includes(rung)) out.push(line);
    } else if (line.startsWith('#EXT-X-MEDIA:')) {
      for (const [group, host] of Object.entries({ audio: first, backup: b }))
        out.push(line.replace('GROUP-ID="audio"', `GROUP-ID="${group}"`).replace('URI="', `URI="${host}/${film}/`));
    } else if (line.startsWith('#EXT-X-STREAM-INF') && variant !== 'changing') {
      out.push(line, `${first}/${film}/${next}`, line.replace('AUDIO="audio"', 'AUDIO="backup"'), `${b}/${film}/${next}`);
    } else if (rung < 0 || variant === 'changing') out.push(line);
  }
  return `${out.join('\n')}\n`;
}

function rewriteDash(text: string, variant: Variant, { a, b }: Hosts, film: string, updateCount: number): string {
  if (variant === 'changing' && updateCount >= UPDATES) return text;
  if (variant === 'redundant' || variant === 'lost') {
    const first = variant === 'lost' ? NOWHERE : a;
    const urls = [first, b].map((host) => `  <BaseURL>${host}/${film}/</BaseURL>`);
    return text.replace('  <Period', `${urls.join('\n')}\n  <Period`);
  }
  const rungs =
    variant === 'low' || (variant === 'changing' && updateCount % 2 === 1) ? LOW_RUNGS : variant === 'high' ? HIGH_RUNGS : undefined;
  const kept = text
    .split('\n')
    .filter((line) => !rungs || !/<Representation id="\d+"/.test(line) || rungs.includes(Number(/id="(\d+)"/.exec(line)?.[1])))
    .join('\n');
  if (variant !== 'changing') return kept;
  const isDynamic = `type="dynamic" availabilityStartTime="1970-01-01T00:00:00Z" publishTime="2024-01-01T00:00:0${updateCount % 10}Z" minimumUpdatePeriod="PT${UPDATE_SECONDS}S"`;
  return kept.replace('type="static"', isDynamic);
}

/** Address of the film on host a. */
export const filmUrl = (
  { a }: Hosts,
  variant: Variant | undefined,
  manifest: 'master.m3u8' | 'manifest.mpd',
  seconds: number = FILM_SECONDS,
): string => `${a}/${variant ? `${variant}/` : ''}vp9/vbr/${seconds}/${manifest}`;
