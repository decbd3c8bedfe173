/** What the page says about the run, beside its figures. */
import type { FailedRow } from '../results/row.ts';
import type { RuleEntry } from '../rules/entry.ts';

export interface ReportMeta {
  /** Default: "Benchmark of adaptive-bitrate rules". */
  readonly title?: string;
  /** When it was run, ISO 8601. */
  readonly date: string;
  /** As typed. */
  readonly command: string;
  /** Options of the run, resolved. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Of this package, of Node.js, of the players. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rules: readonly Pick<RuleEntry, 'name' | 'title' | 'kind' | 'source'>[];
  readonly failures: readonly FailedRow[];
  /** The mix that each region stands for: `europe: 45 % fixed line, ...`. */
  readonly regions?: Readonly<Record<string, string>>;
}
