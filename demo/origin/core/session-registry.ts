import type { OriginHost } from './host.ts';
import { LinkSession } from './link-session.ts';
import type { SessionPlan } from './session-request.ts';

/** Sessions kept at once. */
export const MAX_SESSIONS = 64;
/** A session unused for this long is forgotten, seconds. */
export const SESSION_IDLE_SECONDS = 600;

/** The live sessions by name; the least recently used gives way. */
export class SessionRegistry {
  private readonly host: OriginHost;
  /** In order of use, oldest first. */
  private readonly sessions = new Map<string, LinkSession>();

  constructor(host: OriginHost) {
    this.host = host;
  }

  /** Number of live sessions. */
  get size(): number {
    return this.sessions.size;
  }

  /** Makes a session; one of the same name ends, with its responses broken. */
  create(name: string, plan: SessionPlan): LinkSession {
    this.sweep();
    this.remove(name);
    if (this.sessions.size >= MAX_SESSIONS) this.remove(this.sessions.keys().next().value as string);
    const session = new LinkSession(plan, this.host);
    this.sessions.set(name, session);
    return session;
  }

  /** A live session; asking counts as use. */
  find(name: string): LinkSession | undefined {
    this.sweep();
    const session = this.sessions.get(name);
    if (session === undefined) return undefined;
    session.lastUsedSeconds = this.host.monotonicSeconds();
    this.sessions.delete(name);
    this.sessions.set(name, session);
    return session;
  }

  /** Ends every session. */
  close(): void {
    for (const name of [...this.sessions.keys()]) this.remove(name);
  }

  private sweep(): void {
    const oldest = this.host.monotonicSeconds() - SESSION_IDLE_SECONDS;
    for (const [name, session] of this.sessions) {
      if (session.lastUsedSeconds < oldest && !session.isBusy) this.remove(name);
    }
  }

  private remove(name: string): void {
    this.sessions.get(name)?.close();
    this.sessions.delete(name);
  }
}
