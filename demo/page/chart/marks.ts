/** What uPlot does not draw by itself: stalls as regions, the moment "now", the rungs of the ladder. */
import type uPlot from 'uplot';
import type { Rule } from '../run-options.ts';
import type { StallSpan } from './columns.ts';
import { type ChartTheme, ruleColour, ruleFill } from './theme.ts';

export interface Marks {
  readonly stalls: readonly { readonly rule: Rule; readonly spans: readonly StallSpan[] }[];
  readonly nowSeconds: number;
}

export const NO_MARKS: Marks = { stalls: [], nowSeconds: 0 };

/** Least width of a stall on screen, CSS pixels: a blink must be visible too. */
const LEAST_WIDTH = 3;
const LANE_HEIGHT = 7;

/** Stall regions behind the lines, and one lane per side along the top edge. */
export function drawStalls(plot: uPlot, marks: Marks, theme: ChartTheme, withLanes: boolean): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  const toX = (seconds: number): number => plot.valToPos(seconds, 'x', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  marks.stalls.forEach(({ rule, spans }, lane) => {
    for (const span of spans) {
      const left = toX(span.startSeconds);
      const width = Math.max(LEAST_WIDTH * ratio, toX(span.endSeconds) - left);
      ctx.fillStyle = ruleFill(theme, rule);
      ctx.fillRect(left, bbox.top, width, bbox.height);
      if (!withLanes) continue;
      ctx.fillStyle = ruleColour(theme, rule);
      ctx.fillRect(left, bbox.top + lane * (LANE_HEIGHT + 1) * ratio, width, LANE_HEIGHT * ratio);
    }
  });
  ctx.restore();
}

/** A veil over the time to come: the link's rate there is known to the page, not to the players. */
export function drawAhead(plot: uPlot, nowSeconds: number, theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  const nowX = plot.valToPos(nowSeconds, 'x', true);
  if (nowSeconds <= 0 || nowX >= bbox.left + bbox.width) return;
  ctx.save();
  ctx.fillStyle = theme.ahead;
  ctx.fillRect(nowX, bbox.top, bbox.left + bbox.width - nowX, bbox.height);
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(nowX, bbox.top);
  ctx.lineTo(nowX, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
