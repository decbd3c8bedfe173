/** One colour, shape and dash a rule, the same in every chart: Okabe and Ito's colours, which the colour-blind can tell apart. */
import type { Summary } from '../statistics/index.ts';

/** Okabe-Ito; for light pages darkened, and for dark ones lightened, to at least 3:1 against the page. */
const LIGHT = ['#0072b2', '#d55e00', '#008a64', '#b05486', '#a86f00', '#2785b8', '#7d7500', '#1a1a1a'];
const DARK = ['#4d9fe0', '#f5803a', '#1fc196', '#e39ac3', '#e69f00', '#8fd0f5', '#f0e442', '#f2f2f2'];

export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye'] as const;
export type Shape = (typeof SHAPES)[number];
const DASHES = ['', '6 2', '2 2', '8 2 2 2', '1 3'] as const;

export interface Look {
  readonly colour: string;
  readonly shape: Shape;
  /** SVG dash array, '' = solid. */
  readonly dash: string;
  /** Drawn strong: the subject and the baselines. */
  readonly strong: boolean;
  readonly bound: boolean;
}

/** Colours go round every eight rules, shapes every seven and dashes every five, so no two of 56 rules look the same. */
export function looksOf(summary: Summary): (rule: string) => Look {
  const free = summary.rules.filter((rule) => !summary.bounds.includes(rule));
  const looks = new Map(
    summary.rules.map((rule): [string, Look] => {
      const bound = summary.bounds.includes(rule);
      const i = bound ? summary.bounds.indexOf(rule) : free.indexOf(rule);
      const place = i % LIGHT.length;
      return [
        rule,
        {
          colour: bound ? 'var(--bound)' : `var(--rule-${place})`,
          shape: SHAPES[i % SHAPES.length] as Shape,
          dash: bound ? '1 3' : (DASHES[i % DASHES.length] as string),
          strong: summary.baselines.includes(rule),
          bound,
        },
      ];
    }),
  );
  return (rule) => looks.get(rule) ?? { colour: 'currentColor', shape: 'circle', dash: '', strong: false, bound: false };
}

const variables = (colours: readonly string[]): string => colours.map((colour, i) => `--rule-${i}:${colour};`).join('');

export const LIGHT_COLOURS: string = `${variables(LIGHT)}--bound:#707070;`;
export const DARK_COLOURS: string = `${variables(DARK)}--bound:#a3a3a3;`;
