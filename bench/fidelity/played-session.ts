/** A session as both witnesses tell it, the origin with the media element and the simulator, in the same words. */

/** Times in seconds since the session's first request reached the link. */
export interface PlayedRequest {
  readonly kind: 'manifest' | 'playlist' | 'init' | 'main' | 'audio';
  /** Place in the ladder; -1 for audio and the manifest. */
  readonly rendition: number;
  /** From 0; -1 for anything but a segment. */
  readonly segment: number;
  readonly startSeconds: number;
  /** null: it was given up before its first byte, or still waits. */
  readonly firstByteSeconds: number | null;
  /** null: still on its way. */
  readonly endSeconds: number | null;
  readonly deliveredBits: number;
  /** Came in whole. */
  readonly whole: boolean;
}

export interface PlayedStall {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface PlayedSession {
  /** From the first request to the first frame; null where none came. */
  readonly startupSeconds: number | null;
  readonly stalls: readonly PlayedStall[];
  /** In the order in which they were made. */
  readonly requests: readonly PlayedRequest[];
}

/** What happened before an instant: a stall that lasts longer ends there, what is on its way then does not count. */
export function until(session: PlayedSession, seconds: number): PlayedSession {
  const { startupSeconds, stalls, requests } = session;
  return {
    startupSeconds: startupSeconds !== null && startupSeconds <= seconds ? startupSeconds : null,
    stalls: stalls
      .filter((stall) => stall.startSeconds < seconds)
      .map(({ startSeconds, durationSeconds }) => ({
        startSeconds,
        durationSeconds: Math.min(durationSeconds, seconds - startSeconds),
      })),
    requests: requests.filter(({ endSeconds }) => endSeconds !== null && endSeconds <= seconds),
  };
}

/** Rendition of each main segment that was kept: of several copies the one that came last. */
export function keptRenditions({ requests }: PlayedSession): ReadonlyMap<number, number> {
  const kept = new Map<number, { readonly rendition: number; readonly endSeconds: number }>();
  for (const { kind, whole, segment, rendition, endSeconds } of requests) {
    if (kind !== 'main' || !whole || endSeconds === null) continue;
    const known = kept.get(segment);
    if (!known || known.endSeconds <= endSeconds) kept.set(segment, { rendition, endSeconds });
  }
  return new Map([...kept].map(([segment, { rendition }]) => [segment, rendition]));
}

/** Video and audio that came through the link, given up or not, bits. Playlists and init segments are too small to matter. */
export function mediaBits({ requests }: PlayedSession): number {
  return requests.reduce((sum, { kind, deliveredBits }) => sum + (kind === 'main' || kind === 'audio' ? deliveredBits : 0), 0);
}
