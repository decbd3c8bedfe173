/** What is printed. */
import { type TextColumn, textGrid } from '../report/text-grid.ts';
import { type Fidelity, fidelityOf, stalledSeconds } from './differences.ts';
import { type PlayedRequest, type PlayedSession, until } from './played-session.ts';
import type { SessionResult } from './record-file.ts';
import { TARGETS } from './targets.ts';

const WIDTH = 180;
const column = (title: string, align: TextColumn['align'] = 'right'): TextColumn => ({ title, align, dropped: 0 });

const SESSION_COLUMNS = [
  ...['player', 'rule', 'network', 'sizes'].map((title) => column(title, 'left')),
  ...['same rung', 'segments', 'start s', 'diff', 'stalled s', 'diff', 'stalls', 'bytes %', 'load', 'lag s'].map((title) => column(title)),
];

const percent = (share: number, digits = 0): string => (share * 100).toFixed(digits);
const signed = (value: number | null, digits: number): string =>
  value === null ? '–' : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;

/** One line a session; `load` is the machine's, over the last minute. */
export function sessionTable(results: readonly SessionResult[]): string {
  const rows = results.map(({ session, browser, simulated, differences }) => {
    const [real, made] = [until(browser.played, session.seconds), until(simulated, session.seconds)];
    const { sharedSegments, sameRung, browserSegments, simulatedSegments } = differences;
    return [
      session.player,
      session.rule,
      session.network,
      session.table,
      `${sameRung}/${sharedSegments}`,
      `${browserSegments} ${simulatedSegments}`,
      `${real.startupSeconds?.toFixed(2) ?? '–'} ${made.startupSeconds?.toFixed(2) ?? '–'}`,
      signed(differences.startupSeconds, 2),
      `${stalledSeconds(real).toFixed(1)} ${stalledSeconds(made).toFixed(1)}`,
      signed(differences.stallSeconds, 2),
      `${real.stalls.length} ${made.stalls.length}`,
      signed(differences.bytesShare === null ? null : differences.bytesShare * 100, 1),
      browser.loadAverage.toFixed(1),
      // Not in files of the first version.
      (browser.lagSeconds ?? Number.NaN).toFixed(1),
    ];
  });
  return `${textGrid(SESSION_COLUMNS, rows, WIDTH).join('\n')}\nTwo figures in a cell: browser, simulator. load: of the machine; lag: of the playhead, without a stall, for want of CPU.`;
}

const SUMMARY_COLUMNS = [
  column('', 'left'),
  ...['sessions', 'same rung %', 'rungs off', '|start| s', 'lean', '|stall| s', 'worst', 'same count', '|bytes| %'].map((title) =>
    column(title),
  ),
];

/** All sessions, and by player and rule. */
export function summarise(results: readonly SessionResult[]): Record<string, Fidelity> {
  const groups = new Map<string, SessionResult[]>([['all', [...results]]]);
  for (const result of results) {
    const name = `${result.session.player} / ${result.session.rule}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  return Object.fromEntries([...groups].map(([name, own]) => [name, fidelityOf(own.map(({ differences }) => differences))]));
}

export function summaryTable(summary: Readonly<Record<string, Fidelity>>): string {
  const rows = Object.entries(summary).map(([name, fidelity]) => [
    name,
    String(fidelity.sessions),
    percent(fidelity.sameRungShare, 1),
    fidelity.meanRungDistance.toFixed(2),
    fidelity.medianStartupSeconds.toFixed(2),
    signed(fidelity.startupLeanSeconds, 2),
    fidelity.medianStallSeconds.toFixed(2),
    fidelity.worstStallSeconds.toFixed(2),
    `${fidelity.equalStallCounts}/${fidelity.sessions}`,
    percent(fidelity.medianBytesShare, 1),
  ]);
  return `${textGrid(SUMMARY_COLUMNS, rows, WIDTH).join('\n')}\n|x|: median of absolute differences; lean: median of differences.`;
}

/** Each target with the figure, met or not. */
export function targetLines(all: Fidelity): string {
  const line = (isMet: boolean, text: string): string => `${isMet ? 'met   ' : 'MISSED'}  ${text}`;
  const { sameRungShare, medianStartupSeconds, medianStallSeconds } = all;
  return [
    line(
      sameRungShare >= TARGETS.sameRungShare,
      `segments at the same rung: ${percent(sameRungShare, 1)} %, target ${percent(TARGETS.sameRungShare)} %`,
    ),
    line(
      medianStartupSeconds < TARGETS.medianStartupSeconds,
      `start-up delay: ${medianStartupSeconds.toFixed(2)} s, target below ${TARGETS.medianStartupSeconds} s`,
    ),
    line(
      medianStallSeconds < TARGETS.medianStallSeconds,
      `stall time: ${medianStallSeconds.toFixed(2)} s, target below ${TARGETS.medianStallSeconds} s`,
    ),
  ].join('\n');
}

const REQUEST_COLUMNS = [
  column('browser', 'left'),
  ...['asked', 'first', 'end', 'kbit'].map((title) => column(title)),
  column('|', 'left'),
];

/** The requests of both, paired by what they ask for, in the browser's order; what only the simulator made comes last. */
export function requestTable(browser: PlayedSession, simulated: PlayedSession): string {
  const left = [...simulated.requests];
  const take = (request: PlayedRequest): PlayedRequest | undefined => {
    const at = left.findIndex(
      ({ kind, segment, rendition }) =>
        kind === request.kind && segment === request.segment && (segment >= 0 || rendition === request.rendition),
    );
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const rows = browser.requests.map((request) => [...cells(request), '|', ...cells(take(request))]);
  const rest = left.map((request) => [...cells(undefined), '|', ...cells(request)]);
  const columns = [...REQUEST_COLUMNS, column('simulator', 'left'), ...REQUEST_COLUMNS.slice(1, -1)];
  return textGrid(columns, [...rows, ...rest], WIDTH).join('\n');
}

function cells(request: PlayedRequest | undefined): string[] {
  if (!request) return ['', '', '', '', ''];
  const { kind, rendition, segment, startSeconds, firstByteSeconds, endSeconds, deliveredBits, whole } = request;
  const what = `${kind}${segment >= 0 ? ` ${segment}` : ''}${rendition >= 0 ? ` r${rendition}` : ''}${whole ? '' : ' given up'}`;
  const time = (seconds: number | null): string => seconds?.toFixed(3) ?? '–';
  return [what, time(startSeconds), time(firstByteSeconds), time(endSeconds), (deliveredBits / 1000).toFixed(0)];
}
