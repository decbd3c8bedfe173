/** Memory over create/destroy cycles: what each cycle leaves on the page's heap, with the built-in rule and with ours. */
import { startOrigin } from '../../../demo/origin/node/start-origin.ts';
import { textGrid } from '../../report/text-grid.ts';
import { filmUrl } from '../content.ts';
import type { PlayerName, RuleName } from '../players.ts';
import { growth, heapBytes, objectBytes, takeCensus } from './heap.ts';
import { type FaultStage, openFaultStage } from './stage.ts';

/** Caches fill and code is compiled in the first cycles; nothing is counted before. */
const WARM_UP_CYCLES = 10;
const SAMPLE_EVERY = 10;
/** The law: bytes a cycle, more than the built-in rule leaves. */
const MAX_BYTES_PER_CYCLE = 1024;
const FILM_SECONDS = 24;
const SHOWN = 5;

interface Leak {
  readonly player: PlayerName;
  readonly rule: RuleName;
  /** Of objects. */
  readonly bytesPerCycle: number;
  /** Of the whole heap, compiled code included. */
  readonly heapBytesPerCycle: number;
  /** DOM listeners and nodes that 90 cycles added. */
  readonly listeners: number;
  readonly nodes: number;
  readonly alive: Readonly<Record<string, number>>;
  /** Things of which each cycle leaves one or more. */
  readonly grown: readonly string[];
}

/** Least squares: one odd sample must not decide. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1): number => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

async function measure({ browser, pageUrl }: FaultStage, url: string, player: PlayerName, rule: RuleName, cycles: number): Promise<Leak> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    const page = await context.newPage();
    await page.goto(pageUrl);
    await page.waitForFunction(() => window.faults !== undefined);
    const devtools = await context.newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    const run = (): Promise<void> => page.evaluate((request) => window.faults.cycle(request), { player, rule, url });
    for (let i = 0; i < WARM_UP_CYCLES; i++) await run();
    const census = await takeCensus(devtools);
    const dom = await devtools.send('Memory.getDOMCounters');
    const points: [number, number][] = [[WARM_UP_CYCLES, await heapBytes(devtools)]];
    for (let cycle = WARM_UP_CYCLES + 1; cycle <= cycles; cycle++) {
      await run();
      if (cycle % SAMPLE_EVERY === 0) points.push([cycle, await heapBytes(devtools)]);
    }
    const domAfter = await devtools.send('Memory.getDOMCounters');
    const censusAfter = await takeCensus(devtools);
    const grown = growth(census, censusAfter, cycles - WARM_UP_CYCLES);
    return {
      player,
      rule,
      bytesPerCycle: (objectBytes(censusAfter) - objectBytes(census)) / (cycles - WARM_UP_CYCLES),
      heapBytesPerCycle: slope(points),
      listeners: domAfter.jsEventListeners - dom.jsEventListeners,
      nodes: domAfter.nodes - dom.nodes,
      alive: await page.evaluate(() => window.faults.alive()),
      grown: grown.slice(0, SHOWN).map(({ name, count, bytes }) => `${name} +${count} (${bytes} B)`),
    };
  } finally {
    await context.close();
  }
}

function judge(ours: Leak, builtIn: Leak): string[] {
  const found: string[] = [];
  const say = (text: string): void => void found.push(`${ours.player}: ${text}`);
  const more = ours.bytesPerCycle - Math.max(0, builtIn.bytesPerCycle);
  if (more > MAX_BYTES_PER_CYCLE) say(`${Math.round(more)} bytes a cycle more than the built-in rule; ${ours.grown.join(', ')}`);
  if (ours.listeners > builtIn.listeners) say(`${ours.listeners - builtIn.listeners} more DOM listeners`);
  // The last player may still be in a register or a stack frame.
  if ((ours.alive.plugin ?? 0) > 1) say(`${ours.alive.plugin} plugins are still there`);
  if ((ours.alive.player ?? 0) > Math.max(1, builtIn.alive.player ?? 0)) say(`${ours.alive.player} players are still there`);
  if ((ours.alive.interval ?? 0) > (builtIn.alive.interval ?? 0)) say(`${ours.alive.interval} intervals are still running`);
  return found;
}

/** Measures, prints, and returns the exit code. */
export async function measureLeaks(players: readonly PlayerName[], cycles: number): Promise<number> {
  const stage = await openFaultStage();
  const origin = await startOrigin({ port: 0 });
  const leaks: Leak[] = [];
  try {
    const base = `http://127.0.0.1:${origin.port}/link/a`;
    const body = JSON.stringify({ trace: { name: 'fast', unit: 'kbps', samples: [[60_000, 80_000]] }, rttSeconds: 0.005 });
    await fetch(base, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const hosts = { a: `${base}/media`, b: `${base}/media` };
    for (const player of players) {
      const url = filmUrl(hosts, undefined, player === 'hls' ? 'master.m3u8' : 'manifest.mpd', FILM_SECONDS);
      for (const rule of ['built-in', 'evenkeel'] as const) {
        leaks.push(await measure(stage, url, player, rule, cycles));
        console.error(`${player}, ${rule}: ${cycles} cycles`);
      }
    }
  } finally {
    await origin.close();
    await stage.close();
  }
  const columns = [
    'player',
    'rule',
    'objects, B a cycle',
    'heap, B a cycle',
    'DOM listeners',
    'DOM nodes',
    'alive',
    'grows with every cycle',
  ];
  const rows = leaks.map(({ player, rule, bytesPerCycle, heapBytesPerCycle, listeners, nodes, alive, grown }) => [
    player,
    rule,
    String(Math.round(bytesPerCycle)),
    String(Math.round(heapBytesPerCycle)),
    String(listeners),
    String(nodes),
    Object.entries(alive)
      .map(([part, count]) => `${count} ${part}`)
      .join(', '),
    grown.join(', '),
  ]);
  const align = (i: number): 'left' | 'right' => (i >= 2 && i <= 5 ? 'right' : 'left');
  console.log(`After the first ${WARM_UP_CYCLES} of ${cycles} create/destroy cycles:\n`);
  console.log(
    textGrid(
      columns.map((title, i) => ({ title, align: align(i), dropped: 0 })),
      rows,
      200,
    ).join('\n'),
  );
  const found = players.flatMap((player) => {
    const [builtIn, ours] = leaks.filter((leak) => leak.player === player);
    return builtIn && ours ? judge(ours, builtIn) : [];
  });
  console.log(
    found.length > 0
      ? `\nLEAKS\n${found.join('\n')}`
      : `\nNothing of ours stays: below ${MAX_BYTES_PER_CYCLE} bytes a cycle over the built-in rule.`,
  );
  return found.length > 0 ? 1 : 0;
}
