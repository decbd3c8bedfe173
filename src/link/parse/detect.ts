import type { NetworkTrace } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import { parseCsv } from './csv.ts';
import type { JsonDocument } from './json-text.ts';
import { elementLines, readJson } from './json-text.ts';
import { parseMahimahi } from './mahimahi.ts';
import { traceFromNormalForm } from './normal-form.ts';
import { parsePensieve } from './pensieve.ts';
import { looksLikeSabre, traceFromSabre } from './sabre.ts';
import { checkCarries } from './segment-list.ts';
import { isNumeric, textRows, traceNameOf } from './text-rows.ts';

/**
 * Reads the traces of a file, whatever its ending: the first line tells the format.
 * `{` or `[`: the normal form (JSON, a list, JSONL) or Sabre's JSON. One number: Mahimahi. Two numbers separated by
 * space: Pensieve. Anything else: CSV. Every trace loops unless a normal form says otherwise.
 * Throws `TraceError` naming file and line, also for a trace that carries nothing at all.
 */
export function parseTraces(text: string, fileName: string): NetworkTrace[] {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (/^\s*[[{]/.test(content)) return parseJson(content, fileName);
  const rows = textRows(content);
  const [first] = rows;
  if (first === undefined) throw new TraceError(fileName, 'must not be empty', text);
  if (!/[,;]/.test(first.text)) {
    const cells = first.text.split(/\s+/);
    if (cells.length === 1 && cells.every(isNumeric)) return [parseMahimahi(rows, fileName)];
    if (cells.length === 2 && cells.every(isNumeric)) return [parsePensieve(rows, fileName)];
  }
  return [parseCsv(rows, fileName)];
}

function parseJson(text: string, fileName: string): NetworkTrace[] {
  const documents = readJson(text, fileName);
  const base = traceNameOf(fileName);
  return documents.flatMap((document, i) => tracesOf(document, fileName, documents.length === 1 ? base : `${base}#${i + 1}`));
}

function tracesOf(document: JsonDocument, fileName: string, name: string): NetworkTrace[] {
  const { path, value } = document;
  if (!Array.isArray(value)) return [checkCarries(traceFromNormalForm(value, path, name), path)];
  if (value.length === 0) throw new TraceError(path, 'must hold at least one trace', value);
  const lines = elementLines(document);
  const pathOf = (index: number): string => `${fileName}:${lines[index]}[${index}]`;
  if (looksLikeSabre(value)) return [traceFromSabre(value, path, name, pathOf)];
  return value.map((item, i) => checkCarries(traceFromNormalForm(item, pathOf(i), `${name}#${i + 1}`), pathOf(i)));
}
