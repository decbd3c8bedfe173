import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkHlsModule } from '../hls/hls-module.ts';
import { PLAYER_RULES } from '../index.ts';
import { findPackage, importPlayer } from '../player-package.ts';
import { checkShakaModule } from '../shaka/shaka-module.ts';

let folder: string;
let place: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-players-'));
  place = join(folder, 'package.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function install(name: string, manifest: object, file: string, code: string): void {
  const home = join(folder, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name, ...manifest }));
  writeFileSync(join(home, file), code);
}

describe('the packages of the players', () => {
  it("takes the one of the user's folder, its ES module where it has one", async () => {
    install(
      'hls.js',
      { version: '9.9.9', main: 'old.js', exports: { '.': { import: './new.mjs' }, './package.json': './package.json' } },
      'new.mjs',
      'export default 9;',
    );
    const places = [place, import.meta.url];
    expect(findPackage('hls.js', places)?.version).toBe('9.9.9');
    expect(await importPlayer('hls.js', places)).toMatchObject({ default: 9 });
    expect(findPackage('shaka-player', places)?.version).toBe(findPackage('shaka-player')?.version);
  });

  it('says how to install one that is missing', async () => {
    await expect(importPlayer('hls.js', [place])).rejects.toThrow(/not installed.*npm install hls\.js/);
  });

  it('says which one cannot be loaded, and keeps why', async () => {
    install('shaka-player', { version: '0.0.1', main: 'index.cjs' }, 'index.cjs', 'throw new Error("broken");');
    const error = await importPlayer('shaka-player', [place]).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toMatch(/shaka-player 0\.0\.1 cannot be loaded.*npm install shaka-player/);
    expect((error as Error).cause).toMatchObject({ message: 'broken' });
  });

  it('refuses a version that lacks what is run', () => {
    expect(() => checkHlsModule({ default: { version: '1.4.0' } })).toThrow(/hls\.js 1\.4\.0 does not export .*AttrList/);
    expect(() => checkShakaModule({ Player: { version: 'v3' }, abr: {} })).toThrow(/shaka-player v3 does not export/);
  });

  it('titles carry the version that runs', async () => {
    const hls = checkHlsModule(await importPlayer('hls.js'));
    const shaka = checkShakaModule(await importPlayer('shaka-player'));
    expect(PLAYER_RULES.map(({ title }) => title)).toEqual([
      `hls.js ${hls.default.version}`,
      `hls.js ${hls.default.version}, 2 Mbit/s first`,
      `Shaka ${shaka.Player.version.replace(/^v/, '')}`,
    ]);
  });

  it('brings no window and no document', async () => {
    await importPlayer('hls.js');
    await importPlayer('shaka-player');
    expect('window' in globalThis).toBe(false);
    expect('document' in globalThis).toBe(false);
  });
});
