/** What `frontier --help` prints. */
import { PUBLISHED_RULES } from '../rules/published/index.ts';

export const FRONTIER_HELP = `Usage: evenkeel-bench frontier [options]
In the repository: npm run frontier -- [options]

Measures what a better picture costs: our presets, and the slider \`preference\` from picture (0) to safety (1), beside
the others at their defaults, in the same sessions. Stalls, switches and bytes against utility, for each player, with
95 % intervals: a table, and a page with charts (bench-results/frontier.html).

  --options FILE      options of your own as one more point, such as what tune wrote; repeatable
  --rules LIST        the others (default: hls.js, shaka, ${PUBLISHED_RULES.map(({ name }) => name).join(', ')},
                      so far as they are installed)
  --html FILE, --json FILE, --jsonl FILE, --parquet FILE, --parts DIR      as for a run
  --traces, --ladder, --families, --regions, --player, --buffer, --sizes, --sessions, --seconds, --rtt, --seed, --jobs,
  --no-optimum        as for a run: see evenkeel-bench --help
  --help              this text

Examples
  evenkeel-bench frontier
  evenkeel-bench frontier --traces my-traces/ --ladder my-ladder.json --player live --options options.json`;
