import { TraceError } from '../trace-error.ts';

/** One JSON value of a file. */
export interface JsonDocument {
  readonly value: unknown;
  /** Place of the value, as in `f.jsonl:3`. */
  readonly path: string;
  /** The text it was read from and the line that text starts on. */
  readonly text: string;
  readonly line: number;
}

/**
 * Reads one JSON value over the whole text, or one a line (JSONL; blank lines are skipped).
 * Which of the two a broken text was meant to be: JSONL if its first or its last line can be read alone.
 */
export function readJson(text: string, fileName: string): JsonDocument[] {
  const whole = tryParse(text);
  if (whole.ok) return [{ value: whole.value, path: `${fileName}:${lineAt(text, text.search(/\S/))}`, text, line: 1 }];
  const lines = text
    .split('\n')
    .map((content, i) => ({ content, line: i + 1 }))
    .filter(({ content }) => content.trim() !== '');
  const ends = [lines[0], lines.at(-1)];
  if (lines.length === 0 || !ends.some((end) => end !== undefined && isContainer(end.content)))
    throw brokenJson(text, 1, fileName, whole.reason);
  return lines.map(({ content, line }) => {
    const parsed = tryParse(content);
    if (!parsed.ok) throw brokenJson(content, line, fileName, parsed.reason);
    return { value: parsed.value, path: `${fileName}:${line}`, text: content, line };
  });
}

/** Line of each element of the list that a document is. */
export function elementLines(document: JsonDocument): number[] {
  const lines: number[] = [];
  let line = document.line;
  let isExpected = false;
  walk(document.text, (character, depth) => {
    if (character === '\n') line += 1;
    if (isExpected && !/\s/.test(character)) {
      lines.push(line);
      isExpected = false;
    }
    if (depth === 1 && (character === '[' || character === ',')) isExpected = true;
  });
  return lines;
}

function brokenJson(text: string, firstLine: number, fileName: string, reason: string): TraceError {
  const end = text.trimEnd();
  // Python writes NaN and Infinity into JSON, which has no such numbers.
  let odd = -1;
  const isCutOff = walk(end, (character, _, i) => {
    if (odd < 0 && (character === 'N' || character === 'I') && /^(?:NaN|Infinity)/.test(end.slice(i, i + 8))) odd = i;
  });
  const at = odd >= 0 ? odd : Math.min(end.length, Number(/position (\d+)/.exec(reason)?.[1] ?? (isCutOff ? end.length : 0)));
  const path = `${fileName}:${firstLine - 1 + lineAt(text, at)}`;
  if (odd >= 0) return new TraceError(path, 'must be a finite number', end[odd] === 'N' ? 'NaN' : 'Infinity');
  if (isCutOff && at >= end.length) return new TraceError(path, 'must be JSON to its end, it is cut off', end.slice(-40));
  return new TraceError(path, `must be JSON (${reason.replace(/\s+/g, ' ')})`, end.slice(Math.max(0, at - 20), at + 20));
}

/**
 * Visits every character outside of strings (of a string only its first quote) with the number of open brackets,
 * its own included. Returns whether a bracket or a string is still open at the end.
 */
function walk(text: string, visit: (character: string, depth: number, at: number) => void): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '[' || character === '{') depth += 1;
    visit(character, depth, i);
    if (character === ']' || character === '}') depth -= 1;
    if (character !== '"') continue;
    for (i += 1; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i += 1;
    if (i >= text.length) return true;
  }
  return depth > 0;
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function tryParse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'unreadable' };
  }
}

function isContainer(text: string): boolean {
  const parsed = tryParse(text);
  return parsed.ok && typeof parsed.value === 'object';
}
