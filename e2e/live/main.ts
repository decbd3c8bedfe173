/** `npm run test:live`: checks its options, then lets Playwright play every row of the table. */
import { parseOrExit } from '../../bench/command/parse-or-exit.ts';
import { packageBin, runShown } from '../../scripts/lib/processes.mjs';

const SECONDS = { fallback: 75, least: 20, most: 3600 };

const HELP = `Usage: npm run test:live -- [options]

Real players on live streams in Chromium, in real time: hls.js and Shaka on sliding-window HLS and DASH, LL-HLS and LL-DASH, each on
several links, the built-in rule and Evenkeel side by side. Prints stalls, latency, buffer and switches; fails when
Evenkeel stalls longer than the built-in rule. About 20 minutes.

  --only TEXT    only rows whose name matches TEXT, such as "LL-HLS" or "Shaka, LL-DASH on steady"
  --seconds N    how long each row plays, ${SECONDS.least} to ${SECONDS.most} (default ${SECONDS.fallback})
  --help         this text

EVENKEEL_E2E_PORT=N: the first of four free ports, where 5390 and the next ones are taken.`;

const values = parseOrExit('npm run test:live', {
  only: { type: 'string' },
  seconds: { type: 'string', default: String(SECONDS.fallback) },
  help: { type: 'boolean', short: 'h' },
});
const seconds = Number(values.seconds);

if (values.help) console.log(HELP);
else if (!(seconds >= SECONDS.least && seconds <= SECONDS.most)) {
  console.error(
    `--seconds must be a number from ${SECONDS.least} to ${SECONDS.most}, got "${values.seconds}"\nSee npm run test:live -- --help`,
  );
  process.exitCode = 2;
} else {
  const only = values.only === undefined ? [] : ['--grep', values.only];
  process.exitCode = await runShown(
    [...packageBin('@playwright/test', 'playwright'), 'test', '--config', 'e2e/live/playwright.config.ts', ...only],
    {
      EVENKEEL_LIVE_SECONDS: String(seconds),
    },
  );
}
