/** The chart's colours, read from the page's style sheet so that canvas and page agree in light and dark. */
import type { Rule } from '../run-options.ts';

export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly link: string;
  readonly linkFill: string;
  readonly forecast: string;
  readonly forecastFill: string;
  readonly builtIn: string;
  readonly builtInFill: string;
  readonly evenkeel: string;
  readonly evenkeelFill: string;
  readonly ahead: string;
  readonly font: string;
}

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: token('text-soft'),
    grid: token('line'),
    link: token('link-line'),
    linkFill: token('link-fill'),
    forecast: token('forecast'),
    forecastFill: token('forecast-fill'),
    builtIn: token('builtin'),
    builtInFill: token('builtin-fill'),
    evenkeel: token('evenkeel'),
    evenkeelFill: token('evenkeel-fill'),
    ahead: token('ahead'),
    font: `11px ${token('font')}`,
  };
}

export const ruleColour = (theme: ChartTheme, rule: Rule): string => (rule === 'evenkeel' ? theme.evenkeel : theme.builtIn);
export const ruleFill = (theme: ChartTheme, rule: Rule): string => (rule === 'evenkeel' ? theme.evenkeelFill : theme.builtInFill);
