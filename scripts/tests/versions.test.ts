/** Versions outside the peer ranges are refused at construction, and the ranges are those of the matrix. */
import { readFileSync } from 'node:fs';
import { createHlsAbr } from 'evenkeel/hls';
import { createShakaAbr } from 'evenkeel/shaka';
import { expect, it } from 'vitest';
import { listBuilds, OLDEST } from '../../e2e/matrix/builds.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  peerDependencies: Record<string, string>;
};
const builds = listBuilds();

it.each(Object.entries(OLDEST))('the peer range of %s begins where the plugin begins', (name, oldest) => {
  expect(manifest.peerDependencies[name]).toMatch(new RegExp(`^>=${oldest.join('\\.')}\\.0 <`));
});

it('the matrix has a refused build of each player, and several supported ones', () => {
  for (const player of ['hls', 'shaka']) {
    const own = builds.filter((build) => build.player === player);
    expect(own.filter(({ refused }) => refused)).toHaveLength(1);
    expect(own.filter(({ refused }) => !refused).length).toBeGreaterThan(2);
  }
});

it('the last hls.js before the range is refused by name', async () => {
  // hls.js reads this name while it loads.
  (globalThis as { self?: unknown }).self ??= globalThis;
  const { moduleFile } = builds.find(({ player, refused }) => player === 'hls' && refused) ?? builds[0] ?? expect.fail('no builds');
  const { default: Hls } = await import(moduleFile);
  expect(() => createHlsAbr(Hls)).toThrow(`needs hls.js 1.5 or newer, got ${Hls.version}`);
});

it.each([
  ['v4.12.10', true],
  ['v3.3.19-uncompiled', true],
  ['v4.16.0', false],
  ['v5.2.12-compiled', false],
  ['v10.0.0', false],
  [undefined, false],
])('a Shaka that calls itself %s is refused: %s', (version, refused) => {
  class Player {
    static version: string | undefined = version;
    getConfiguration(): object {
      return { abrFactory: () => undefined };
    }
  }
  const make = (): unknown => createShakaAbr(new Player() as never);
  if (refused) expect(make).toThrow(`createShakaAbr needs Shaka 4.16 or newer, got ${version}`);
  else expect(make).not.toThrow();
});
