/** A player's npm package: loaded when first needed, in the version that the user has installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface InstalledPackage {
  readonly version: string;
  /** URL of the ES module, or of the script where there is none. */
  readonly entryUrl: string;
}

interface PackageManifest {
  readonly version?: string;
  readonly main?: string;
  readonly exports?: { readonly '.'?: { readonly import?: string } };
}

/** Where to look first and last: the folder in which the user works, then this package's own place. */
const PLACES: readonly string[] = [join(process.cwd(), 'package.json'), import.meta.url];

/** Finds a package without loading it; undefined where it is not installed. `places`: files to look from, by default as above. */
export function findPackage(name: string, places: readonly string[] = PLACES): InstalledPackage | undefined {
  for (const place of places) {
    try {
      const file = createRequire(place).resolve(`${name}/package.json`);
      const { version = '', main = 'index.js', exports } = JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
      return { version, entryUrl: pathToFileURL(join(dirname(file), exports?.['.']?.import ?? main)).href };
    } catch {
      // Not there; the next place may have it.
    }
  }
  return undefined;
}

/**
 * The module of a player.
 *
 * @throws Error that says how to install it, or what went wrong while it loaded.
 */
export async function importPlayer(name: string, places?: readonly string[]): Promise<unknown> {
  const found = findPackage(name, places);
  if (!found) throw new Error(`${name} is not installed, and this rule runs its real code: npm install ${name}`);
  provideWorkerGlobals();
  try {
    return await import(found.entryUrl);
  } catch (error) {
    throw new Error(`${name} ${found.version} cannot be loaded from ${found.entryUrl}; try: npm install ${name}@latest`, { cause: error });
  }
}

/**
 * Both players name `self` and `navigator` outside any function, as they may: every window and worker has both.
 * Node 20 has neither, so they stay once a player was loaded. No `window` and no `document`: the players run without.
 */
function provideWorkerGlobals(): void {
  const provide = (name: string, value: unknown): void => {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  provide('self', globalThis);
  // Without `mediaCapabilities`, hls.js takes every level to be supported; without `connection`, Shaka keeps its default estimate.
  provide('navigator', { userAgent: 'node', vendor: '', platform: '', onLine: true });
}
