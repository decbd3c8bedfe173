/** Which builds of the players are tried: those in `node_modules` under aliases, and any that are named by folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of one published version. */
export interface PlayerBuild {
  readonly player: 'hls' | 'shaka';
  /** As in the table: `hls.js 1.7.4 light`. */
  readonly name: string;
  /** For a script tag. */
  readonly scriptFile: string;
  /** For `import` in Node. */
  readonly moduleFile: string;
  /** Too old: must be refused at construction. */
  readonly refused: boolean;
}

const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Oldest to newest. The first of each player is the last release that is refused. */
const INSTALLED: readonly string[] = [
  'hls.js-1.4',
  'hls.js-1.5',
  'hls.js-1.6',
  'hls.js',
  'shaka-player-4.12',
  'shaka-player-4.16',
  'shaka-player-5.1',
  'shaka-player',
];

/** What the plugin refuses is older; `[major, minor]`. */
export const OLDEST = { 'hls.js': [1, 5], 'shaka-player': [4, 16] } as const;

function isRefused(name: keyof typeof OLDEST, version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST[name];
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** The builds in one unpacked package. @throws Error for a folder that holds neither player. */
export function buildsIn(folder: string): readonly PlayerBuild[] {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
  if (name !== 'hls.js' && name !== 'shaka-player') throw new Error(`${folder} must hold hls.js or shaka-player, holds ${name}`);
  const refused = isRefused(name, version);
  const file = (path: string): string => join(folder, 'dist', path);
  if (name === 'shaka-player') {
    const compiled = file('shaka-player.compiled.js');
    return [{ player: 'shaka', name: `Shaka ${version}`, scriptFile: compiled, moduleFile: compiled, refused }];
  }
  const builds = ['hls', ...(folder === join(PACKAGES, 'hls.js') ? ['hls.light'] : [])];
  return builds.map((build) => ({
    player: 'hls',
    name: `hls.js ${version}${build === 'hls' ? '' : ' light'}`,
    scriptFile: file(`${build}.js`),
    moduleFile: file(`${build}.mjs`),
    refused,
  }));
}

/** All builds of the matrix; `EVENKEEL_MATRIX_FOLDERS` (separated by commas) names other unpacked packages instead. */
export function listBuilds(): readonly PlayerBuild[] {
  const given = process.env.EVENKEEL_MATRIX_FOLDERS;
  return (given ? given.split(',') : INSTALLED.map((alias) => join(PACKAGES, alias))).flatMap(buildsIn);
}
