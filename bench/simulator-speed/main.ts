/** How many sessions a second one core simulates, with a rule that costs next to nothing: the simulator's own speed. */
import { NETWORK_PROFILES } from 'evenkeel/link';
import { createContent, HLS_PLAYER, LIVE_PLAYER, type PlayerModel, type Rule, SHAKA_PLAYER, simulateSession } from 'evenkeel/simulator';
import { parseOrExit } from '../command/parse-or-exit.ts';

const HELP = `Sessions of 3 minutes per second on one core, with a rule that takes the highest rung below the last segment's rate.

  npm run simulator-speed
  npm run simulator-speed -- --seconds 5     # measure longer

Slow start is on; with separate audio every session has about 90 transfers.`;

const RATES = [0.24e6, 0.45e6, 0.8e6, 1.4e6, 2.5e6, 4.5e6, 8e6];
const LAST_RATE: Rule = {
  name: 'last rate',
  start({ renditions }) {
    let rateBitsPerSecond = 0;
    return {
      choose: () => Math.max(0, renditions.filter((rendition) => rendition.rateBitsPerSecond <= 0.8 * rateBitsPerSecond).length - 1),
      downloaded(download) {
        if (download.kind === 'main') rateBitsPerSecond = download.sizeBits / (download.endSeconds - download.requestSeconds);
      },
    };
  },
};

const values = parseOrExit('npm run simulator-speed', { help: { type: 'boolean', short: 'h' }, seconds: { type: 'string', default: '2' } });
if (values.help) {
  console.log(HELP);
} else {
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 60)) throw new RangeError(`--seconds must be a number from 0 to 60, received ${values.seconds}`);
  console.log('player   audio      sessions/s');
  for (const player of [HLS_PLAYER, SHAKA_PLAYER, LIVE_PLAYER]) {
    for (const withAudio of [false, true]) {
      const rate = measure(player, withAudio, seconds).toFixed(0).padStart(10);
      console.log(`${player.name.padEnd(8)} ${(withAudio ? 'separate' : 'muxed').padEnd(9)} ${rate}`);
    }
  }
}

function measure(player: PlayerModel, withAudio: boolean, seconds: number): number {
  const renditions = RATES.map((rateBitsPerSecond) => ({ rateBitsPerSecond }));
  const audio = withAudio ? { audio: { rateBitsPerSecond: 96_000 } } : {};
  const content = createContent({ name: 'seven rungs', segmentSeconds: 4, renditions, ...audio });
  let sessions = 0;
  let sinceMilliseconds = performance.now();
  for (let warm = false; ; ) {
    for (const { trace, rttSeconds } of NETWORK_PROFILES) {
      simulateSession({ trace, rttSeconds, content, player, contentSeconds: 180 }, LAST_RATE);
      sessions++;
    }
    const elapsedSeconds = (performance.now() - sinceMilliseconds) / 1000;
    if (!warm && elapsedSeconds > seconds / 4) {
      // The first quarter warms the compiler up.
      warm = true;
      sessions = 0;
      sinceMilliseconds = performance.now();
    } else if (warm && elapsedSeconds >= seconds) {
      return sessions / elapsedSeconds;
    }
  }
}
