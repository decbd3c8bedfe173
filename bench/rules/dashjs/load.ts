/** Finds the user's `dashjs` and runs its published bundle in a scope of its own: no browser, no change to a global. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { ClockSwitch } from './clock.ts';
import type { DashPackage } from './parts.ts';

/** The package's code, and the switch of the clock that this copy of it reads. */
export interface LoadedDash {
  readonly dash: DashPackage;
  readonly clocks: ClockSwitch;
}

let loaded: LoadedDash | undefined;

/** Loads once a process. Throws when the package is missing or too old, with what to do about it. */
export function loadDash(): LoadedDash {
  loaded ??= evaluate(locateDash());
  return loaded;
}

/** The installed version, or undefined. Reads one small file. */
export function dashVersion(): string | undefined {
  try {
    for (let folder = dirname(locateDash()); ; folder = dirname(folder)) {
      const file = join(folder, 'package.json');
      if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version;
      if (folder === dirname(folder)) return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Where `dashjs` is: first as seen from `folders[0]`. Default: the working directory, then this file. */
export function locateDash(folders: readonly string[] = [join(process.cwd(), 'package.json'), import.meta.url]): string {
  for (const folder of folders) {
    try {
      return createRequire(folder).resolve('dashjs');
    } catch {
      // Not there; the next place may have it.
    }
  }
  throw new Error('dashjs is not installed, and the dash-* rules run its real code: npm install dashjs');
}

function evaluate(file: string): LoadedDash {
  const clocks = new ClockSwitch();
  // What the bundle reads while it starts (its subtitle renderer asks for CSS properties); nothing of it matters to rules.
  const page = { getComputedStyle: (): object => ({}) };
  const scope: Record<string, unknown> = {
    ...clocks.globals(),
    self: page,
    window: page,
    document: {},
    navigator: { userAgent: '' },
    console: { log() {}, debug() {}, info() {}, warn() {}, error: complain },
    module: { exports: {} },
    exports: {},
  };
  const names = Object.keys(scope);
  compileFunction(readFileSync(file, 'utf8'), names, { filename: file })(...names.map((name) => scope[name]));
  const dash = (scope.module as { exports: Partial<DashPackage> }).exports;
  if (!dash.FactoryMaker || !dash.Version?.startsWith('5.')) {
    throw new Error(`dashjs 5 is needed, found ${dash.Version ?? 'another one'} in ${file}: npm install dashjs@5`);
  }
  completeEvents(dash as DashPackage);
  return { dash: dash as DashPackage, clocks };
}

/** The first player made adds the public events to the internal ones, by which the parts talk to each other. */
function completeEvents({ MediaPlayer, FactoryMaker }: DashPackage): void {
  const context = {};
  MediaPlayer(context).create();
  FactoryMaker.deleteSingletonInstances(context);
}

/** dash.js reports settings that it does not know on the console; here they are mistakes of ours. */
function complain(...texts: unknown[]): never {
  throw new Error(`dash.js: ${texts.join(' ')}`);
}
