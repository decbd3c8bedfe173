/** One HTML page: no script, nothing from the network, readable on a telephone and by a screen reader. */
import { html, type Markup, slug, trusted } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

/** The style sheet is inline and so are the marks of the charts; all else is forbidden. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export interface Section {
  readonly title: string;
  readonly content: Markup | readonly Markup[];
}

export interface Page {
  readonly title: string;
  /** Under the title, in small print: when, how much. */
  readonly facts: string;
  readonly sections: readonly Section[];
  readonly footer: string;
}

export function renderPage({ title, facts, sections, footer }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the results</a>
<header>
<h1>${title}</h1>
<p class="faint">${facts}</p>
<nav aria-label="Sections"><ul>${sections.map((each) => html`<li><a href="#${slug(each.title)}">${each.title}</a></li>`)}</ul></nav>
</header>
<main id="content">
${sections.map((each) => html`<section aria-labelledby="${slug(each.title)}"><h2 id="${slug(each.title)}">${each.title}</h2>${each.content}</section>\n`)}
</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`;
  return page.markup;
}
