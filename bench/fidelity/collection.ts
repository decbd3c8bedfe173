/** Sessions that were played and simulated. */
import type { BrowserResult } from './browser/play.ts';
import { differencesOf } from './differences.ts';
import { until } from './played-session.ts';
import { type SessionResult, writeRecord } from './record-file.ts';
import { type FidelitySession, nameOf } from './session.ts';
import { simulate } from './simulated.ts';
import { summarise } from './table.ts';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Results as they come, in the order of the sessions, and what failed. */
export class Collection {
  readonly failures: string[] = [];
  private readonly results = new Map<FidelitySession, SessionResult>();
  private readonly sessions: readonly FidelitySession[];
  private readonly file: string | undefined;

  constructor(sessions: readonly FidelitySession[], file: string | undefined) {
    this.sessions = sessions;
    this.file = file;
  }

  get inOrder(): SessionResult[] {
    return this.sessions.flatMap((session) => this.results.get(session) ?? []);
  }

  /** Simulates what a browser played. A session that fails is a named failure, and the others go on. */
  async add(session: FidelitySession, play: () => Promise<BrowserResult>): Promise<void> {
    try {
      const browser = await play();
      const simulated = until(await simulate(session, browser.viewport), session.seconds);
      this.results.set(session, { session, browser, simulated, differences: differencesOf(browser.played, simulated, session.seconds) });
    } catch (error) {
      this.failures.push(`${nameOf(session)}: ${reasonOf(error)}`);
    }
    if (this.file) this.save(this.file);
  }

  get progress(): string {
    return `${this.results.size + this.failures.length}/${this.sessions.length}`;
  }

  private save(file: string): void {
    const { inOrder, failures } = this;
    writeRecord(file, { recordedAt: new Date().toISOString(), summary: summarise(inOrder), sessions: inOrder, failures });
  }
}
