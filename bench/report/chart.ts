/** Static SVG: Observable Plot, drawn into a document that is no browser's. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, type Markup, trusted } from './markup.ts';
import type { Look, Shape } from './palette.ts';

export interface Chart {
  /** Unique in the page; letters, digits, hyphens. */
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** Under the title, in small print. */
  readonly note?: string;
  /** What is to be seen, for those who do not see it. */
  readonly description: string;
  readonly plot: Plot.PlotOptions;
}

/** Drawn at this width and scaled by the page. */
export const CHART_WIDTH = 380;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** A figure with its caption. */
export function chart({ id, title, note, description, plot }: Chart): Markup {
  const svg = draw({ width: CHART_WIDTH, style: { fontSize: '11px' }, ...plot });
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-desc`);
  svg.prepend(element('title', `${id}-title`, title), element('desc', `${id}-desc`, description));
  return html`<figure><figcaption>${title}${note ? html`<small>${note}</small>` : null}</figcaption>${trusted(svg.outerHTML)}</figure>
`;
}

function draw(options: Plot.PlotOptions): Element {
  const svg = Plot.plot({ ...options, document: document as unknown as Document });
  // Plot's own style is in the page's style sheet.
  svg.querySelector('style')?.remove();
  svg.removeAttribute('class');
  for (const group of svg.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  return svg;
}

function element(name: string, id: string, text: string): Element {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  made.setAttribute('id', id);
  made.textContent = text;
  return made as unknown as Element;
}

/** The mark of a rule beside its name, which says it all: hidden from screen readers. */
export function swatch({ colour, dash, shape }: Look): Markup {
  const marks = [
    Plot.ruleY([0.5], { x1: 0, x2: 1, stroke: colour, strokeWidth: 2, strokeDasharray: dash || 'none' }),
    Plot.dot([[0.5, 0.5]], { r: 4, symbol: shape, fill: colour }),
  ];
  const svg = draw({ width: 34, height: 14, margin: 0, axis: null, x: { domain: [0, 1] }, y: { domain: [0, 1] }, marks });
  svg.setAttribute('aria-hidden', 'true');
  return trusted(svg.outerHTML);
}

export interface LegendItem {
  readonly name: string;
  readonly look: Look;
}

export function legend(items: readonly LegendItem[]): Markup {
  return html`<ul class="legend">${items.map(({ name, look }) => html`<li${look.strong ? html` class="strong"` : null}>${swatch(look)} ${name}</li>`)}</ul>
`;
}

export const shapeSign: Readonly<Record<Shape, string>> = {
  circle: '●',
  square: '■',
  triangle: '▲',
  diamond: '◆',
  star: '★',
  cross: '✚',
  wye: 'Y',
};
