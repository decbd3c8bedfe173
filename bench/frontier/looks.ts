/** Ours share a colour and a shape; the others have neither. */
import { type Look, SHAPES, type Shape } from '../report/palette.ts';
import type { Summary } from '../statistics/index.ts';
import type { Position } from './positions.ts';

/** Places in the palette for the others: its two blues are left out, since ours are blue. */
const COLOURS = [1, 2, 3, 4, 6, 7];

export function frontierLooks(summary: Summary, positions: readonly Position[]): (rule: string) => Look {
  const others = summary.rules.filter((rule) => !positions.some(({ name }) => name === rule));
  return (rule) => {
    const position = positions.find(({ name }) => name === rule);
    const look = { dash: '', bound: false };
    // On the slider a circle, beside it a star; presets and own options in bold.
    if (position) {
      const shape: Shape = position.preference === undefined ? 'star' : 'circle';
      return { ...look, colour: 'var(--rule-0)', shape, strong: !rule.startsWith('slider ') };
    }
    const i = others.indexOf(rule);
    const shapes = SHAPES.filter((shape) => shape !== 'circle' && shape !== 'star');
    return { ...look, colour: `var(--rule-${COLOURS[i % COLOURS.length]})`, shape: shapes[i % shapes.length] as Shape, strong: false };
  };
}
