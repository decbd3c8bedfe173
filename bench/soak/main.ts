/** `npm run soak`: long sessions in virtual time; prints cost and size by the hour, and fails when they grow. */
import { HLS_PLAYER, LIVE_PLAYER, NETWORK_FAMILIES, type PlayerModel, SHAKA_PLAYER } from 'evenkeel/simulator';
import { parseOrExit } from '../command/parse-or-exit.ts';
import { type Flatness, flatnessOf, LIMITS, type SoakResult, soak, steepIn } from './soak.ts';

const PLAYERS: readonly PlayerModel[] = [HLS_PLAYER, SHAKA_PLAYER, LIVE_PLAYER];
const DEFAULT_NETWORKS = ['wifi', 'lte-drive', '3g-commute', 'leo-satellite'];
const NETWORK_IDS = NETWORK_FAMILIES.map(({ id }) => id);

const HELP = `Long sessions in virtual time with the plugin's own engine: does it stay small and quick?

  npm run soak
  npm run soak -- --hours 24 --networks all --player hls

  --hours N        length of a session, 3..48 (default 8)
  --networks LIST  ids, or all (default ${DEFAULT_NETWORKS.join(',')};
                   known: ${NETWORK_IDS.join(',')})
  --player NAME    hls, shaka or live (default: each)
  --seed N         another draw of the networks (default 1)
  --help           this text

Prints every hour of each session and, at the end, the last hour against the second. Exits with 1 when a ratio is above
${Object.entries(LIMITS)
  .map(([name, limit]) => `${name} ${limit}`)
  .join(', ')}.`;

const values = parseOrExit('npm run soak', {
  help: { type: 'boolean', short: 'h' },
  hours: { type: 'string', default: '8' },
  networks: { type: 'string', default: DEFAULT_NETWORKS.join(',') },
  player: { type: 'string' },
  seed: { type: 'string', default: '1' },
});

function usage(message: string): never {
  console.error(`soak: ${message}\nnpm run soak -- --help shows what is possible.`);
  process.exit(2);
}

function readPlan(): { hours: number; networks: readonly string[]; players: readonly PlayerModel[]; seed: number } {
  const [hours, seed] = [Number(values.hours), Number(values.seed)];
  if (!(Number.isInteger(hours) && hours >= 3 && hours <= 48))
    usage(`--hours must be a whole number from 3 to 48, received ${values.hours}`);
  if (!Number.isSafeInteger(seed)) usage(`--seed must be a whole number, received ${values.seed}`);
  const networks = values.networks === 'all' ? NETWORK_IDS : values.networks.split(',');
  const unknown = networks.find((id) => !NETWORK_IDS.includes(id));
  if (unknown !== undefined) usage(`--networks: no ${JSON.stringify(unknown)}; known: ${NETWORK_IDS.join(', ')}`);
  const players = values.player === undefined ? PLAYERS : PLAYERS.filter(({ name }) => name === values.player);
  if (players.length === 0) usage(`--player must be one of ${PLAYERS.map(({ name }) => name).join(', ')}, received ${values.player}`);
  return { hours, networks, players, seed };
}

const kilobytes = (bytes: number | undefined): string => ((bytes ?? 0) / 1000).toFixed(1).padStart(9);
const megabytes = (bytes: number | undefined): string => ((bytes ?? 0) / 1e6).toFixed(2).padStart(9);

function printHours({ stretches, baselineHeapBytes }: SoakResult): void {
  console.log(' hour  decisions  decision us  look us  network KB  summary KB  heap MB  memoryless MB');
  stretches.forEach((hour, i) => {
    console.log(
      `${String(i + 1).padStart(5)}${String(hour.decisionCount).padStart(11)}${hour.decisionMicroseconds.toFixed(1).padStart(13)}` +
        `${hour.lookMicroseconds.toFixed(2).padStart(9)}  ${kilobytes(hour.networkBytes)}   ${kilobytes(hour.summaryBytes)}` +
        `${megabytes(hour.heapBytes)}      ${megabytes(baselineHeapBytes[i])}`,
    );
  });
}

if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const { hours, networks, players, seed } = readPlan();
const results: { readonly name: string; readonly flatness: Flatness }[] = [];
for (const network of networks) {
  for (const player of players) {
    const name = `${network} / ${player.name}`;
    process.stdout.write(`\n${name}: ${hours} hours ... `);
    const before = performance.now();
    const result = soak({ network, player, contentSeconds: hours * 3600, stretchSeconds: 3600, seed });
    console.log(`${((performance.now() - before) / 1000).toFixed(0)} s, ${result.stallCount} stalls`);
    printHours(result);
    results.push({ name, flatness: flatnessOf(result) });
  }
}

const NAMES = Object.keys(LIMITS) as (keyof Flatness)[];
console.log(`\nlast hour / second hour   ${NAMES.map((name) => name.padStart(13)).join('')}`);
for (const { name, flatness } of results) {
  const steep = steepIn(flatness);
  const cells = NAMES.map((each) => `${flatness[each].toFixed(3)}${steep.includes(each) ? '!' : ' '}`.padStart(13)).join('');
  console.log(`${name.padEnd(26)}${cells}${steep.length ? '   GROWS' : ''}`);
}
console.log(`${'may be at most'.padEnd(26)}${NAMES.map((name) => `${LIMITS[name].toFixed(3)} `.padStart(13)).join('')}`);
process.exitCode = results.some(({ flatness }) => steepIn(flatness).length > 0) ? 1 : 0;
