/** What of hls.js runs here. Its own types: they are the contract. */
import type Hls from 'hls.js';
import type { AttrList, Events, Fragment, Level, LevelDetails } from 'hls.js';

/** The parts of `import('hls.js')` that are used. */
export interface HlsModule {
  readonly default: typeof Hls;
  readonly AttrList: typeof AttrList;
  readonly Events: typeof Events;
  readonly Fragment: typeof Fragment;
  readonly Level: typeof Level;
  readonly LevelDetails: typeof LevelDetails;
}

const NEEDED = ['AttrList', 'Events', 'Fragment', 'Level', 'LevelDetails'] as const;

/** Checks what was imported. Throws where a version exports too little. */
export function checkHlsModule(module: unknown): HlsModule {
  const candidate = module as Partial<HlsModule>;
  const missing = NEEDED.filter((name) => candidate[name] === undefined);
  if (candidate.default?.DefaultConfig?.abrController === undefined) missing.unshift('default' as never);
  if (missing.length > 0) {
    const version = candidate.default?.version ?? 'of this version';
    throw new Error(`hls.js ${version} does not export ${missing.join(', ')}. Run: npm install hls.js@latest`);
  }
  return candidate as HlsModule;
}
