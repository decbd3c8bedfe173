/** What the HTML report says about the run, beside its figures. */
import { findFamily, REGIONS } from 'evenkeel/simulator';
import type { ReportMeta } from '../report/meta.ts';
import type { Result } from '../run/result.ts';
import type { Occasion } from './outputs.ts';

export function reportMeta({ plan, rows, failures }: Result, { date, args }: Occasion): ReportMeta {
  const { identity, settings } = plan;
  const used = new Set(rows.map(({ region }) => region));
  return {
    date: date.toISOString(),
    command: ['evenkeel-bench', ...args.map(quoted)].join(' '),
    options: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])),
    versions: { evenkeel: `${identity.packageVersion} (program ${identity.codeHash.slice(0, 12)})`, 'Node.js': process.version },
    rules: identity.rules,
    failures,
    regions: Object.fromEntries(REGIONS.filter(({ id }) => used.has(id)).map(({ id, parts }) => [id, mixOf(parts)])),
  };
}

type RegionParts = (typeof REGIONS)[number]['parts'];

const mixOf = (parts: RegionParts): string =>
  parts.map(({ family, share, scale }) => `${Math.round(share * 100)} % ${findFamily(family)?.title ?? family} x ${scale}`).join(', ');

const quoted = (text: string): string => (/^[\w./,:=@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
