/** The file of `--json`, which `--again` reads. */
import { readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from '../command/usage-error.ts';
import type { BrowserResult } from './browser/play.ts';
import type { Differences, Fidelity } from './differences.ts';
import type { PlayedSession } from './played-session.ts';
import type { FidelitySession } from './session.ts';

export interface SessionResult {
  readonly session: FidelitySession;
  readonly browser: BrowserResult;
  readonly simulated: PlayedSession;
  readonly differences: Differences;
}

export interface FidelityFile {
  readonly recordedAt: string;
  readonly summary: Readonly<Record<string, Fidelity>>;
  readonly sessions: readonly SessionResult[];
  readonly failures: readonly string[];
}

/** Microseconds: more digits are noise, and would make the file twice as long. */
const rounded = (_key: string, value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value);

export function writeRecord(file: string, content: FidelityFile): void {
  const sessions = content.sessions.map((each) => JSON.stringify(each, rounded)).join(',\n');
  const head = JSON.stringify({ ...content, sessions: [] }, rounded);
  writeFileSync(file, `${head.replace('"sessions":[]', () => `"sessions":[\n${sessions}\n]`)}\n`);
}

/** The browser's part of every session in a file. @throws UsageError */
export function readRecord(file: string): Pick<SessionResult, 'session' | 'browser'>[] {
  try {
    const { sessions } = JSON.parse(readFileSync(file, 'utf8')) as FidelityFile;
    return sessions.map(({ session, browser }) => ({ session, browser }));
  } catch (error) {
    throw new UsageError(`--again ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
