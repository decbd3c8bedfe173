/** Finished parts in a directory, by scenario id. Any number of processes may share one. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../command/usage-error.ts';
import { decodePart } from './part.ts';
import { decodePlan, encodePlan, type Plan } from './plan.ts';

export class PartStore {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The text of a whole part; undefined where there is none, or one that was cut short. */
  read(id: string): string | undefined {
    const text = readIfThere(this.fileOf(id));
    return text !== undefined && decodePart(id, text) ? text : undefined;
  }

  write(id: string, text: string): void {
    writeWhole(this.fileOf(id), text);
  }

  writePlan(plan: Plan): void {
    writeWhole(join(this.directory, `plan-${plan.id}.json`), encodePlan(plan));
  }

  /** The only plan here, or the one whose id begins so. */
  readPlan(idStart: string | undefined): Plan {
    const ids = this.planIds();
    if (ids.length === 0) throw new UsageError(`${this.directory} holds no plan-*.json: run with --parts ${this.directory} first`);
    const fitting = ids.filter((id) => id.startsWith(idStart ?? ''));
    const [id] = fitting;
    if (id === undefined || fitting.length > 1) {
      throw new UsageError(`${this.directory} holds ${fitting.length} fitting plans; choose one with --plan: ${ids.join(', ')}`);
    }
    return decodePlan(readFileSync(join(this.directory, `plan-${id}.json`), 'utf8'));
  }

  private planIds(): string[] {
    try {
      return readdirSync(this.directory)
        .map((name) => /^plan-([0-9a-f]+)\.json$/.exec(name)?.[1])
        .filter((id) => id !== undefined)
        .sort();
    } catch {
      throw new UsageError(`--parts ${this.directory}: no such directory`);
    }
  }

  /** Two characters a folder: a sweep of a million parts stays listable. */
  private fileOf(id: string): string {
    return join(this.directory, id.slice(0, 2), `${id}.jsonl`);
  }
}

/** Another process sees the old file or the new one, never half of one. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
