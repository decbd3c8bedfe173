/** The players' own rules: their classes as published, under the simulator's clock. How each is driven: README.md. */
import type { Rule } from 'evenkeel/simulator';
import type { RuleEntry } from '../entry.ts';
import { checkHlsModule } from './hls/hls-module.ts';
import { HlsSession } from './hls/hls-session.ts';
import { findPackage, importPlayer } from './player-package.ts';
import { checkShakaModule } from './shaka/shaka-module.ts';
import { ShakaSession } from './shaka/shaka-session.ts';

/** Apple's authoring specification (1.21) has the default variant, listed first, at about 2 Mbit/s. */
const APPLE_FIRST_VARIANT_BITS_PER_SECOND = 2e6;

async function loadHlsRule(name: string, firstRateBitsPerSecond: number): Promise<Rule> {
  const module = checkHlsModule(await importPlayer('hls.js'));
  return { name, start: (session) => new HlsSession(module, session, firstRateBitsPerSecond) };
}

async function loadShakaRule(): Promise<Rule> {
  const module = checkShakaModule(await importPlayer('shaka-player'));
  return { name: 'shaka', start: (session) => new ShakaSession(module, session) };
}

const hlsVersion = findPackage('hls.js')?.version ?? '';
const shakaVersion = findPackage('shaka-player')?.version ?? '';

export const PLAYER_RULES: readonly RuleEntry[] = [
  {
    name: 'hls.js',
    title: `hls.js ${hlsVersion}`.trim(),
    kind: 'player',
    source: `npm hls.js ${hlsVersion}: its own AbrController and estimator at their defaults; the lowest variant is listed first in the manifest.`,
    load: () => loadHlsRule('hls.js', 0),
  },
  {
    name: 'hls.js-2m',
    title: `hls.js ${hlsVersion}, 2 Mbit/s first`,
    kind: 'player',
    source: `As hls.js, with the variant nearest to 2 Mbit/s listed first: hls.js starts its estimate from the first one's BANDWIDTH, up to 5 Mbit/s.`,
    load: () => loadHlsRule('hls.js-2m', APPLE_FIRST_VARIANT_BITS_PER_SECOND),
  },
  {
    name: 'shaka',
    title: `Shaka ${shakaVersion}`.trim(),
    kind: 'player',
    source: `npm shaka-player ${shakaVersion}: its own SimpleAbrManager at its defaults, in a browser without Network Information, so that it starts from 1 Mbit/s.`,
    load: loadShakaRule,
  },
];
