/** What `--help` prints. */

import { BUILT_IN_LADDERS } from '../input/ladders/built-in.ts';
import { FAMILY_IDS, REGION_IDS } from '../input/scenarios/built-in-networks.ts';

export const HELP = `Usage: evenkeel-bench [run] [options]
       evenkeel-bench merge --parts DIR [outputs]
       evenkeel-bench tune | frontier [options]     fits the engine to your traces; plots what a better picture costs
                                                    (each of these five has its own --help)
       evenkeel-bench calibration | ablations | regions [--full] [options]
In the repository: npm run bench -- [options]

Plays adaptive-bitrate rules over network traces in a simulated player and compares what viewers get: every rule in
the same sessions, against always-lowest and the offline optimum. The same seed gives the same result, bit for bit.
Without --traces it plays built-in networks and ladders, in about a minute, and writes bench-results/.

Networks
  --traces PATH       a trace file, or a directory of them; repeatable. Mahimahi, Pensieve, Sabre JSON, CSV, and the
                      normal form, recognised by content. Long traces are cut into sessions of --seconds
  --families LIST     built-in networks, by comma:
${list(FAMILY_IDS)}
  --regions LIST      mixes of these:
${list(REGION_IDS)}
  --sessions N        sessions for each set of traces, family or region (default: 100 of own traces, 16 of built-in ones)
  --rtt SECONDS       round-trip time where a trace has none (default: 0.05, and each built-in network's own)
  --no-slow-start     every transfer gets the whole rate at once

Content and player
  --ladder PATH       a size table, list of rates, HLS playlist or DASH manifest, or a built-in ladder; repeatable.
                      Each session is played on all of them (default: on one of the built-in ones, in turn):
${list(BUILT_IN_LADDERS.map(({ name }) => name))}
  --player NAME       hls, shaka or live; repeatable (default: hls and shaka; without --traces, live too)
  --buffer SECONDS    the player's buffer goal, in time only (default: the player's own)
  --seconds N         content in each session (default 180)
  --sizes WHICH       known or unknown: whether rules are told the sizes of segments to come (default unknown)

Rules
  --rules LIST        names as --list-rules prints them (default: all; a player's rules need its package:
                      npm install hls.js shaka-player dashjs)
  --rule-file FILE    your own: a module whose default export is a Rule of evenkeel/simulator; repeatable
  --list-rules        name, title and source of each
  --no-optimum        leave the offline optimum out: quicker, no fraction of the optimum, no regret

Run
  --seed N            0 to 4294967295 (default 1)
  --jobs N            worker threads (default: one for each core)
  --parts DIR         keep each finished scenario there, and compute none that is there already
  --shard I/N         only scenarios I, I+N, I+2N, ... (from 0); needs --parts
  --shards N          as --shard, with I from JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX or SLURM_ARRAY_TASK_ID
  --plan ID           merge: which run, where DIR holds parts of several

Studies of our own engine: networks, content, player, --seed, --jobs, --parts and outputs as above; about two minutes
  calibration         how often playback stalled against how often each decision said it would, and the forecast's
                      quantiles; --html and --json only (default: bench-results/calibration.html)
  ablations           each term and mechanism taken out, against the whole (default: bench-results/ablations.html)
  regions             the mission's regions and claims, beside always-lowest and the optimum (default:
                      bench-results/regions.html)
  --full              five times as many sessions

Outputs
  --json FILE         summary and failures
  --html FILE         report with charts
  --jsonl FILE        one row for each session and rule
  --parquet FILE      the same rows for DuckDB and the like
  --help              this text

Exit code: 0 fine; 1 some sessions or input files failed (listed at the end); 2 a wrong command line, or no
usable input.

Examples
  evenkeel-bench
  evenkeel-bench --traces my-traces/ --ladder my-ladder.json --player hls --rules evenkeel,hls.js
  evenkeel-bench --traces walk.csv --player shaka --buffer 30 --sizes known --json out.json --html out.html
  evenkeel-bench --families all --player live --sessions 40 --rule-file ./my-rule.js
  evenkeel-bench calibration --traces my-traces/ --ladder my-ladder.json
  evenkeel-bench --regions all --sessions 500 --parts parts/ --shard 0/8
  evenkeel-bench merge --parts parts/ --json out.json --parquet rows.parquet`;

function list(names: readonly string[]): string {
  return `${' '.repeat(24)}${names.join(', ')}`;
}
