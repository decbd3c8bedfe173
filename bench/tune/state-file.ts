/** A search between two runs of the command: one JSON file beside the options, written after every generation. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../command/usage-error.ts';
import type { Outcome } from './held-out.ts';
import type { SearchState } from './search.ts';

/** What a search is of, by name: a hash, or the thing itself where it is short. Names are as they stand in messages. */
export type Address = Readonly<Record<string, string>>;

/** What the name of the program's hash is in an address. */
export const PROGRAM = 'the program';

export interface SavedSearch {
  /** Raised when the form of the file or the strategy changes. */
  readonly format: 1;
  readonly address: Address;
  readonly search: SearchState;
  /** After the one look at the held-out part: there is no second. */
  readonly outcome: Outcome | null;
}

export const stateFileOf = (out: string): string => `${out.replace(/\.json$/i, '')}.state.json`;

/**
 * The search to go on with; undefined: begin.
 *
 * @throws UsageError for a file that holds another search, is damaged, or would be lost because nobody asked for it.
 */
export function openState(file: string, address: Address, resume: boolean): SavedSearch | undefined {
  const saved = readState(file);
  if (!saved) {
    if (resume) throw new UsageError(`--resume: there is no ${file} to go on from; leave --resume out to begin`);
    return undefined;
  }
  const differing = Object.keys({ ...saved.address, ...address }).filter((name) => saved.address[name] !== address[name]);
  // Another program plays other sessions by that alone.
  const named = differing.includes(PROGRAM) ? [PROGRAM] : differing;
  if (saved.format !== 1 || named.length > 0) {
    const what = named.length > 0 ? `${named.join(', ')} ${named.length > 1 ? 'differ' : 'differs'}` : 'its form is not of this version';
    throw new UsageError(
      `${file} is of another search: ${what}. Give the options (or install the version) of that search, or another --out, or delete the file`,
    );
  }
  if (!resume) {
    const { generation } = saved.search.strategy;
    throw new UsageError(`${file} holds ${generation} generation(s) of this search: add --resume to go on, or delete it to begin anew`);
  }
  return saved;
}

function readState(file: string): SavedSearch | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const saved = JSON.parse(text) as SavedSearch;
    if (Array.isArray(saved.search.strategy.mean)) return { ...saved, address: saved.address ?? {} };
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no state of a search: delete it to begin anew, or give another --out`);
}

/** Another process sees the old file or the new one, never half of one. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}

export const encodeState = (saved: SavedSearch): string => `${JSON.stringify(saved, null, 1)}\n`;
