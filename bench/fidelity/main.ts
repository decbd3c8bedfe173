/** `npm run fidelity`: the same sessions in a real browser and in the simulator, side by side. */
import { UsageError } from '../command/usage-error.ts';
import { type FidelityOptions, HELP, readArguments } from './arguments.ts';
import { playInBrowser } from './browser/play.ts';
import { openStage } from './browser/stage.ts';
import { chooseSessions } from './choose-sessions.ts';
import { Collection } from './collection.ts';
import { explain } from './explain.ts';
import { readRecord } from './record-file.ts';
import { nameOf } from './session.ts';
import { requestTable, sessionTable, summarise, summaryTable, targetLines } from './table.ts';

async function playAll(options: FidelityOptions): Promise<Collection> {
  const sessions = chooseSessions(options);
  const minutes = Math.ceil((Math.ceil(sessions.length / options.jobs) * (options.seconds + 5)) / 60);
  console.log(`${sessions.length} browser sessions, ${options.jobs} at a time: about ${minutes} min`);
  const collection = new Collection(sessions, options.json);
  const stage = await openStage();
  process.once('SIGINT', () => void stage.close().then(() => process.exit(130)));
  const waiting = [...sessions];
  const work = async (): Promise<void> => {
    for (let session = waiting.shift(); session; session = waiting.shift()) {
      const next = session;
      await collection.add(next, () => playInBrowser(stage, next));
      console.log(`[${collection.progress}] ${nameOf(next)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.jobs }, work));
  } finally {
    await stage.close();
  }
  return collection;
}

async function simulateAgain(file: string, out: string | undefined): Promise<Collection> {
  const recorded = readRecord(file);
  const sessions = recorded.map(({ session }) => session);
  const collection = new Collection(sessions, out);
  for (const { session, browser } of recorded) await collection.add(session, async () => browser);
  return collection;
}

async function run(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const collection = options.again ? await simulateAgain(options.again, options.json) : await playAll(options);
  const results = collection.inOrder;
  if (options.requests)
    for (const { session, browser, simulated } of results) console.log(`\n${nameOf(session)}\n${requestTable(browser.played, simulated)}`);
  const summary = summarise(results);
  console.log(`\n${sessionTable(results)}\n\n${summaryTable(summary)}`);
  if (summary.all && results.length > 0) {
    console.log(`\n${targetLines(summary.all)}`);
    for (const line of explain(results)) console.log(`- ${line}`);
    console.log('More: bench/fidelity/README.md');
  }
  for (const failure of collection.failures) console.error(`FAILED  ${failure}`);
  return collection.failures.length > 0 || results.length === 0 ? 1 : 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\nSee npm run fidelity -- --help` : error);
  process.exitCode = 2;
}
