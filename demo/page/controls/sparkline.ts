/** A network trace as a small picture. */
import { type NetworkTrace, rateAt } from 'evenkeel/link';

const WIDTH = 120;
const HEIGHT = 30;
const POINTS = 90;

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG of one pass of the trace, from 0 to its own highest rate; decorative, the card's text says the same. */
export function sparkline(trace: NetworkTrace): SVGSVGElement {
  const rates = Array.from({ length: POINTS }, (_, i) => rateAt(trace, (i / POINTS) * trace.durationSeconds));
  const top = Math.max(...rates, 1);
  const points = rates.map(
    (rate, i) => `${((i / (POINTS - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 1 - (rate / top) * (HEIGHT - 3)).toFixed(1)}`,
  );
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const area = document.createElementNS(SVG, 'polygon');
  area.setAttribute('points', `0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`);
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.join(' '));
  svg.append(area, line);
  return svg;
}
