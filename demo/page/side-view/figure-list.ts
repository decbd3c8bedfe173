/** The eight figures of a side, each marked where it is clearly better than the other side's. */
import { element } from '../element.ts';
import { formatMegabytes, formatRate, formatSeconds, formatUtility } from '../figures.ts';
import type { SideSummary } from '../measure.ts';

interface Figure {
  readonly name: string;
  readonly explanation: string;
  readonly text: (summary: SideSummary) => string;
  /** What is compared; undefined = not comparable yet. */
  readonly worth: (summary: SideSummary) => number | null;
  readonly better: 'less' | 'more';
  /** Smaller differences are noise. */
  readonly noise: number;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'Start-up',
    explanation: 'From Start to the first frame that moves',
    text: (s) => formatSeconds(s.startupSeconds),
    worth: (s) => s.startupSeconds,
    better: 'less',
    noise: 0.1,
  },
  {
    name: 'Stalls',
    explanation: 'Times that playback stood still for want of data',
    text: (s) => String(s.stallCount),
    worth: (s) => s.stallCount,
    better: 'less',
    noise: 0,
  },
  {
    name: 'Stalled for',
    explanation: 'Seconds that playback stood still after the start',
    text: (s) => formatSeconds(s.stallSeconds),
    worth: (s) => s.stallSeconds,
    better: 'less',
    noise: 0.1,
  },
  {
    name: 'Mean bitrate',
    explanation: 'Declared video rate over the time on screen; of a title of your own, with its sound',
    text: (s) => formatRate(s.meanRateBitsPerSecond),
    worth: (s) => s.meanRateBitsPerSecond,
    better: 'more',
    noise: 50_000,
  },
  {
    name: 'Log utility',
    explanation: 'Mean of ln(rate / lowest rate) over the time on screen',
    text: (s) => formatUtility(s.logUtility),
    worth: (s) => s.logUtility,
    better: 'more',
    noise: 0.02,
  },
  {
    name: 'Switches',
    explanation: 'Changes of rendition seen on screen',
    text: (s) => String(s.switchCount),
    worth: (s) => s.switchCount,
    better: 'less',
    noise: 0,
  },
  {
    name: 'Loaded',
    explanation: 'Everything that came through the link',
    text: (s) => formatMegabytes(s.loadedBits),
    worth: () => null,
    better: 'less',
    noise: 0,
  },
  {
    name: 'Wasted',
    explanation: 'Given up on the way, or loaded twice',
    text: (s) => formatMegabytes(s.wastedBits),
    worth: (s) => s.wastedBits,
    better: 'less',
    noise: 400_000,
  },
];

function isBetter(figure: Figure, mine: SideSummary, rival: SideSummary | undefined): boolean {
  const [own, other] = [figure.worth(mine), rival ? figure.worth(rival) : null];
  if (own === null || other === null) return false;
  return (figure.better === 'less' ? other - own : own - other) > figure.noise;
}

export interface FigureList {
  readonly root: HTMLElement;
  update(summary: SideSummary, rival: SideSummary | undefined): void;
}

export function createFigureList(): FigureList {
  const rows = FIGURES.map((figure) => {
    const value = element('span', {}, '–');
    const mark = element(
      'span',
      { class: 'better', hidden: '' },
      element('span', { 'aria-hidden': 'true' }, '✓'),
      element('span', { class: 'sr-only' }, ', better'),
    );
    return {
      figure,
      value,
      mark,
      row: element('div', { class: 'figure', title: figure.explanation }, element('dt', {}, figure.name, mark), element('dd', {}, value)),
    };
  });
  return {
    root: element('dl', { class: 'figures' }, ...rows.map(({ row }) => row)),
    update(summary, rival) {
      for (const { figure, value, mark, row } of rows) {
        const text = figure.text(summary);
        if (value.textContent !== text) value.textContent = text;
        const better = isBetter(figure, summary, rival);
        row.classList.toggle('is-better', better);
        mark.hidden = !better;
      }
    },
  };
}
