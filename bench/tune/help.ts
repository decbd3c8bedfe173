/** What `tune --help` prints. */
import { FAMILY_IDS } from '../input/scenarios/built-in-networks.ts';
import { DEFAULT_OBJECTIVE } from './objective.ts';
import { GROUPS } from './parameters.ts';

export const TUNE_HELP = `Usage: evenkeel-bench tune [options]
In the repository: npm run tune -- [options]

Fits the engine's inner numbers (${GROUPS.join(', ')}; never the five weights, which say what is wanted) to
your networks, ladder and players, by an evolution strategy over simulated sessions, and writes an options file for
createHlsAbr(Hls, options) and createShakaAbr(player, options).
A part of the traces is held out and played once, at the end: only if the tuned options are better there, beyond the
95 % interval, does the file hold them. Otherwise it holds what the fit began from, and the report says so.

Networks (see evenkeel-bench --help for formats)
  --traces PATH       a trace file, or a directory of them; repeatable. Without: built-in networks
  --held-out PATH     traces for the last look; repeatable. Without: three tenths of --traces, chosen by name
  --split LEVEL       what stays together: network (a directory), file or trace. Default: the first of them of which
                      there are three, four, two. Windows of one trace are never split
  --families LIST     built-in networks, of which three tenths are held out (default all):
                        ${FAMILY_IDS.join(', ')}
  --rtt SECONDS       round-trip time where a trace has none (default 0.05)

Content and players
  --ladder PATH       as for a run; repeatable; each session on all (default: the built-in ones, in turn)
  --players LIST      hls, shaka, live (default all three, which count alike)
  --buffer SECONDS, --sizes known, --seconds N    as for a run

The fit
  --evaluations N     options to try (default 800): repeatable, bit for bit
  --minutes N         time for the fit instead, without the last look: what it reaches depends on the machine
  --sessions N        of each network, ladder and player, the same ones in every try (default: about 240 in all);
                      three times as many are held out
  --only LIST         groups (scales) or single options (rescue.dangerShare)
  --objective LIST    weights, name=value, in J per unit. Maximised, as a mean over players:
                        J + worst x J of the worst tenth of sessions - avoidable x avoidable stalls per session
                        - stalls x stalls per session - switches x switches per minute
                        - step x mean utility step + utility x mean utility
                      where J counts from always-lowest's in sessions in which even that is below 0.
                      Default, with which our defaults were fitted:
                        ${Object.entries(DEFAULT_OBJECTIVE)
                          .map(([name, value]) => `${name}=${value}`)
                          .join(',')}
  --start WHAT        options to begin from and to be better than: a file, or a preset (default: the defaults)
  --population N      tries in a generation (default: 4 + 3 ln of the number of options)
  --seed N            default 1
  --workers N         threads (default: one for each core)

Files
  --out FILE          the options (default options.json); beside it FILE.report.json, and FILE.state.json, written
                      after every generation
  --resume            go on from the state file. A state of other inputs, options or program is refused
  --help              this text

Exit code: 0 it ran, whatever the verdict; 1 some input files or sessions failed; 2 a wrong command line, or no usable
input; 130 interrupted.

Examples
  evenkeel-bench tune --traces my-traces/ --ladder my-ladder.json --minutes 30
  evenkeel-bench tune --traces my-traces/ --ladder my-ladder.json --minutes 30 --resume
  evenkeel-bench tune --traces fit/ --held-out others/ --players live --only scales,rescue --out live.json
  evenkeel-bench tune --objective avoidable=0.4,stalls=0.1 --out careful.json`;
