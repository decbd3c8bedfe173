/** What is drawn together in a resample: the sessions of one trace. */
import type { SessionDecisions } from './record/session-decisions.ts';

/** In the order of the traces' names, so that the order of the sessions changes nothing. */
export function byTrace(sessions: readonly SessionDecisions[]): SessionDecisions[][] {
  const groups = new Map<string, SessionDecisions[]>();
  for (const session of sessions) {
    const key = JSON.stringify([session.network, session.trace]);
    const group = groups.get(key);
    if (group) group.push(session);
    else groups.set(key, [session]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
