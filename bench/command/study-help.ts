/** What `calibration --help`, `ablations --help` and `regions --help` print. */
import type { StudyName } from './arguments.ts';

const AS_FOR_A_RUN = `  --player, --buffer, --ladder, --sizes, --seconds, --sessions, --seed, --jobs, --parts
                      as for a run: see evenkeel-bench --help
  --full              more sessions than fit into two minutes
  --html FILE         the page; --json FILE  the figures`;
const NETWORKS = '  --traces PATH, --families LIST, --regions LIST, --rtt SECONDS, --no-slow-start';
const ROWS = '  --jsonl FILE, --parquet FILE      one row for each session';

const head = (name: StudyName): string => `Usage: evenkeel-bench ${name} [options]\nIn the repository: npm run ${name} -- [options]\n`;

export const STUDY_HELP: Readonly<Record<StudyName, string>> = {
  calibration: `${head('calibration')}
Each decision says how likely playback is to stall before the next segment is there. How often did it? By bins of the risk,
by player and network, with 95 % intervals; then the forecast's quantiles. Prints a table and writes
bench-results/calibration.html; about two minutes.

${NETWORKS}
${AS_FOR_A_RUN}
  --help              this text

Examples
  evenkeel-bench calibration
  evenkeel-bench calibration --traces my-traces/ --ladder my-ladder.json --html calibration.html`,
  ablations: `${head('ablations')}
The engine with each of its five terms at weight 0, and each mechanism taken out, against the whole engine in the same
sessions: what each is worth, and whether it earns its place. Prints a table and writes bench-results/ablations.html;
about two minutes.

${NETWORKS}
${AS_FOR_A_RUN}
${ROWS}
  --help              this text

Examples
  evenkeel-bench ablations
  evenkeel-bench ablations --families lte-drive,wifi --player hls --full`,
  regions: `${head('regions')}
Five regions, as mixes of built-in networks: Evenkeel against hls.js's rule in hls.js's player and Shaka's in Shaka's, beside
always-lowest and the offline optimum. Rebuffering, start-up, stability, bytes at equal quality. Prints a table and
writes bench-results/regions.html; about two minutes. The same on other networks, set by set: --traces or --families.

${NETWORKS}
${AS_FOR_A_RUN}
${ROWS}
  --help              this text

Examples
  evenkeel-bench regions
  evenkeel-bench regions --regions europe --player hls --full
  evenkeel-bench regions --traces my-traces/ --ladder my-ladder.json`,
};
