/** A WebTorrent tracker behind a page's WebSocket: it hands offers and answers from one viewer to the other. */
import { randomUUID } from 'node:crypto';
import type { BrowserContext, WebSocketRoute } from '@playwright/test';

/** The part of the protocol that peers speak; strings are binary. */
interface Announcement {
  readonly info_hash: string;
  readonly peer_id: string;
  readonly event?: string;
  readonly offers?: readonly { readonly offer: unknown; readonly offer_id: string }[];
  readonly answer?: unknown;
  readonly offer_id?: string;
  readonly to_peer_id?: string;
}

/** Time between announcements, seconds. */
const INTERVAL_SECONDS = 5;

/** Starts one for all pages of `context`; returns the address that they must announce to. */
export async function startTracker(context: BrowserContext): Promise<string> {
  const url = `wss://tracker-${randomUUID()}.test/`;
  const swarms = new Map<string, Map<string, WebSocketRoute>>();
  await context.routeWebSocket(url, (socket) => {
    socket.onMessage((message) => {
      const announcement = JSON.parse(String(message)) as Announcement;
      const { info_hash, peer_id, event, offers = [], answer, offer_id, to_peer_id } = announcement;
      const swarm = swarms.get(info_hash) ?? new Map<string, WebSocketRoute>();
      swarms.set(info_hash, swarm);
      const tell = (peer: WebSocketRoute | undefined, what: object): void =>
        peer?.send(JSON.stringify({ action: 'announce', info_hash, ...what }));
      if (event === 'stopped') {
        swarm.delete(peer_id);
        return;
      }
      if (answer && to_peer_id) {
        tell(swarm.get(to_peer_id), { peer_id, answer, offer_id });
        return;
      }
      swarm.set(peer_id, socket);
      tell(socket, { interval: INTERVAL_SECONDS, complete: 0, incomplete: swarm.size });
      const others = [...swarm].filter(([id]) => id !== peer_id);
      offers.forEach((offered, i) => {
        tell(others[i]?.[1], { peer_id, ...offered });
      });
    });
  });
  return url;
}
