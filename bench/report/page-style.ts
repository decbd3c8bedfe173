import { DARK_COLOURS, LIGHT_COLOURS } from './palette.ts';

const LIGHT = `--page:#ffffff;--text:#1b1f24;--faint:#565d66;--line:#d4d9df;--stripe:#f4f6f8;--link:#0757a8;${LIGHT_COLOURS}`;
const DARK = `--page:#14171b;--text:#e8ebef;--faint:#a9b1bb;--line:#394049;--stripe:#1c2026;--link:#82bdff;${DARK_COLOURS}`;

/** The page's only style sheet. */
export const PAGE_STYLE: string = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:1.5rem 0 .5rem}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p,dd,li{max-width:46rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:.5rem 0}
nav a{display:inline-block;padding:.2rem 0}
.faint{color:var(--faint)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20.5rem),1fr));gap:1.25rem 1.5rem;align-items:start}
figure{margin:0;min-width:0}
figcaption{font-weight:600;margin-bottom:.25rem}
figcaption small{display:block;font-weight:400;font-size:.85rem;color:var(--faint)}
figure svg{display:block;width:100%;max-width:26rem;height:auto;overflow:visible}
svg text{white-space:pre}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;padding:0;margin:.5rem 0 1rem;font-size:.9rem;max-width:none}
.legend li{display:flex;align-items:center;gap:.35rem}
.legend .strong{font-weight:600}
.scroll{overflow-x:auto;max-width:100%;margin:.75rem 0}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0;white-space:normal}
caption span{display:inline-block;position:sticky;left:0;max-width:min(60rem,calc(100vw - 3rem))}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
thead th{vertical-align:bottom;border-bottom:2px solid var(--line);white-space:normal}
tbody th{position:sticky;left:0;background:var(--page);text-align:left;font-weight:600;min-width:6.5rem;max-width:11rem;overflow-wrap:break-word;white-space:normal}
thead th:first-child{text-align:left}
tbody tr:nth-child(even)>*{background:var(--stripe)}
table.prose td,table.prose th{text-align:left;white-space:normal;vertical-align:top}
table.prose td{min-width:4.5rem;max-width:38rem;overflow-wrap:anywhere}
details{margin:.5rem 0}
summary{cursor:pointer;padding:.35rem 0;color:var(--link)}
details details{margin-left:1rem}
dt{font-weight:600;margin-top:.5rem}dd{margin:0}
code{overflow-wrap:anywhere;font-size:.9em}
footer{margin-top:3rem;padding-bottom:2rem;color:var(--faint)}
@media print{details{display:block}.scroll{overflow:visible}}
`;
