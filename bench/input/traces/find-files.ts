/** Which files below a directory are meant as traces. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../command/usage-error.ts';

/** What lies beside traces and is none: descriptions, archives, pictures, programs. */
const NOT_TRACES =
  /(^\.|^(readme|licen[cs]e|copying|notice|changelog|makefile|meta\.json$|package(-lock)?\.json$))|\.(md|pdf|png|jpe?g|svg|html?|zip|gz|tgz|bz2|xz|7z|tar|py|m?js|ts|sh|ipynb|parquet|ya?ml)$/i;

export interface TraceFile {
  readonly file: string;
  /** The set that it belongs to, for tables: its directory, or its own name where it was named itself. */
  readonly network: string;
}

/** Files of one `--traces`, in order of their paths. */
export function findTraceFiles(path: string): TraceFile[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`--traces ${path}: no such file or directory`);
  if (!stats.isDirectory()) return [{ file: path, network: nameOfFile(path) }];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_TRACES.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file, network: basename(dirname(resolve(file))) }));
}

/** `traces.jsonl` says nothing: its directory does. */
function nameOfFile(file: string): string {
  const stem = basename(file).replace(/\.[^.]*$/, '');
  return /^traces?$/i.test(stem) ? basename(dirname(resolve(file))) : stem;
}
