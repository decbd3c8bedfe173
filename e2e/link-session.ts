/** Talks to the test origin: makes link sessions, reads their ledger. */
import { randomUUID } from 'node:crypto';

const ORIGIN = process.env.EVENKEEL_E2E_ORIGIN ?? '';

export interface LedgerRequest {
  readonly id: number;
  readonly path: string;
  readonly startSeconds: number;
  readonly endSeconds: number | null;
  readonly deliveredBits: number;
  readonly state: 'active' | 'done' | 'aborted' | 'fault';
  readonly status: number;
}

export interface LinkSession {
  mediaUrl(path: string): string;
  ledger(): Promise<readonly LedgerRequest[]>;
  /** Rungs of the video segments in the order in which they were asked for. */
  requestedRungs(): Promise<readonly { readonly rung: number; readonly segment: number; readonly request: LedgerRequest }[]>;
}

/** A constant link. */
export const constantLink = (kbps: number, rttSeconds = 0.05): object => ({
  trace: { name: `constant ${kbps}`, unit: 'kbps', samples: [[60_000, kbps]] },
  rttSeconds,
});

export async function openLink(body: object): Promise<LinkSession> {
  const base = `${ORIGIN}/link/e2e-${randomUUID()}`;
  const response = await fetch(base, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`origin: ${response.status} ${await response.text()}`);
  const ledger = async (): Promise<readonly LedgerRequest[]> => {
    const answer = (await (await fetch(`${base}/ledger`)).json()) as { requests: LedgerRequest[] };
    return answer.requests;
  };
  return {
    mediaUrl: (path) => `${base}/media/${path}`,
    ledger,
    async requestedRungs() {
      return (await ledger()).flatMap((request) => {
        const match = /\/video\/(\d+)\/(\d+)\.m4s$/.exec(request.path);
        return match ? [{ rung: Number(match[1]), segment: Number(match[2]), request }] : [];
      });
    },
  };
}
