/** Plays schedules in the real browser, in real time: a page and an origin for each session, both rules side by side. */
import type { Fault } from '../../../demo/origin/core/index.ts';
import { startOrigin } from '../../../demo/origin/node/start-origin.ts';
import { createFaultyContent, filmUrl, VARIANTS } from '../content.ts';
import { type Outcome, violations } from '../outcome.ts';
import type { RuleName } from '../players.ts';
import { type Action, neighbourOf, type Schedule } from '../schedule.ts';
import type { Played } from '../table.ts';
import { scheduleOf, type Task, titleOf } from '../task.ts';
import { type FaultStage, openFaultStage } from './stage.ts';

/** Real time is dear: half the film, and everything happens in half the time. */
const FILM_SECONDS = 24;
const SHORTENED = 0.5;
/** Longest stall of a server, seconds. */
const MAX_PAUSE_SECONDS = 15;
/** Longer than the players' timeouts in a row, seconds. */
const HANG_SECONDS = 75;
/** Neighbouring schedules that the built-in rule plays, all at once, where ours ended worse. */
const NEIGHBOURS = [1, 2, 3, 4, 5, 6];
const RULES: readonly RuleName[] = ['built-in', 'evenkeel'];

const shortFault = (fault: Fault): Fault => ({
  ...fault,
  ...(fault.fromSeconds !== undefined && { fromSeconds: fault.fromSeconds * SHORTENED }),
  ...(fault.untilSeconds !== undefined && { untilSeconds: fault.untilSeconds * SHORTENED }),
  ...(fault.delaySeconds !== undefined && { delaySeconds: Math.min(fault.delaySeconds, MAX_PAUSE_SECONDS) }),
  ...(fault.stallSeconds !== undefined && { stallSeconds: Math.min(fault.stallSeconds, MAX_PAUSE_SECONDS) }),
});
const shortAction = (action: Action): Action => ({
  ...action,
  atSeconds: action.atSeconds * SHORTENED,
  ...(action.type === 'seek' && { toSeconds: action.toSeconds * SHORTENED }),
});

async function playRule({ browser, pageUrl }: FaultStage, { player }: Task, schedule: Schedule, rule: RuleName): Promise<Outcome> {
  const hosts = { a: '', b: '' };
  // Filled in once the port is known; the content reads it with every manifest.
  const origin = await startOrigin({ port: 0, resolveContent: createFaultyContent(hosts) });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    // Two names of this machine are two hosts to a player.
    const bases = { a: `http://127.0.0.1:${origin.port}/link/a`, b: `http://localhost:${origin.port}/link/b` };
    Object.assign(hosts, { a: `${bases.a}/media`, b: `${bases.b}/media` });
    const plan = { trace: { name: 'drawn', unit: 'kbps', samples: schedule.samples }, rttSeconds: schedule.rttSeconds };
    await post(bases.a, { ...plan, faults: schedule.faults.map(shortFault) });
    await post(bases.b, plan);
    const isDash = player === 'shaka' && schedule.isDash;
    const urlOf = (variant: Schedule['variant']): string => filmUrl(hosts, variant, isDash ? 'manifest.mpd' : 'master.m3u8', FILM_SECONDS);
    const page = await context.newPage();
    await page.goto(pageUrl);
    await page.waitForFunction(() => window.faults !== undefined);
    return await page.evaluate((session) => window.faults.play(session), {
      player,
      rule,
      url: urlOf(schedule.variant),
      loads: Object.fromEntries(VARIANTS.map((variant) => [variant, urlOf(variant)])),
      recovers: schedule.recovers,
      isDash,
      actions: schedule.actions.map(shortAction),
      hangSeconds: HANG_SECONDS,
    });
  } finally {
    await context.close();
    await origin.close();
  }
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the origin refused a session: ${answer.status} ${await answer.text()}`);
}

/** @param jobs schedules at the same time; each is two pages. */
export async function playInBrowser(tasks: readonly Task[], jobs: number): Promise<Played[]> {
  const stage = await openFaultStage();
  const stop = (): void => void stage.close().then(() => process.exit(130));
  process.once('SIGINT', stop);
  const played: Played[] = [];
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const current: Task = task;
      const schedule = scheduleOf(current);
      const [builtIn, evenkeel] = (await Promise.all(RULES.map((rule) => playRule(stage, current, schedule, rule)))) as [Outcome, Outcome];
      // Only where it matters: real time is dear.
      const numbers = violations(evenkeel, builtIn).length > 0 ? NEIGHBOURS : [];
      const neighbours = await Promise.all(numbers.map((number) => playRule(stage, current, neighbourOf(schedule, number), 'built-in')));
      played.push({ task: current, result: { builtIn, evenkeel, neighbours } });
      const kinds = [schedule.kind, ...schedule.also].join(' + ');
      console.error(`[${played.length}/${tasks.length}] ${titleOf(current)} (${kinds}): built-in ${builtIn.end}, Evenkeel ${evenkeel.end}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  } finally {
    process.off('SIGINT', stop);
    await stage.close();
  }
  return played;
}
