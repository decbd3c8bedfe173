import type { Rule } from 'evenkeel/simulator';

/** A rule that the benchmark offers, by the name used in `--rules` and in tables. */
export interface RuleEntry {
  /** `hls.js`, `shaka`, `dash-dynamic`, `bola-e`, `evenkeel`. */
  readonly name: string;
  /** For charts: `hls.js 1.7.4`, `BOLA-E`. */
  readonly title: string;
  readonly kind: 'ours' | 'player' | 'published' | 'bound';
  /** Version and source: the package and what of it runs, or the paper and the constants used. One or two sentences. */
  readonly source: string;
  /** Loads it. A player's package is imported here and not before; a missing one gives an error that says how to install it. */
  load(): Promise<Rule>;
}
