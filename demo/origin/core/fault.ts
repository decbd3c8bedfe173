import type { Body } from './body.ts';

/** A planned failure: what requests it meets and what happens to them. */
export interface Fault {
  /** Meets requests whose path (after the session) contains this text. */
  readonly pathIncludes: string;
  /** Meets requests from this link second on, 0..1,000,000. Default 0. */
  readonly fromSeconds?: number;
  /** Meets requests before this link second. Default: for ever. */
  readonly untilSeconds?: number;
  /** After its first request it meets only those of the same folder: one rendition, whichever the player is at by then. */
  readonly sameFolder?: boolean;
  /** How many requests it meets, >= 1. Default: every one. */
  readonly times?: number;
  /** Answer with this status instead, 400..599. */
  readonly status?: number;
  /** Close the connection without any answer: what a page sees of a host that cannot be found or reached. */
  readonly refuse?: boolean;
  /** Break the connection after this many body bytes, >= 0. */
  readonly dropAfterBytes?: number;
  /** The file ends after this many bytes, >= 0, as if that were all. */
  readonly keepBytes?: number;
  /** Overwrites `CORRUPT_BYTES` bytes from here, >= 0. */
  readonly corruptFromByte?: number;
  /** Think this long before the first byte, seconds, 0..60, on top of the round trip. */
  readonly delaySeconds?: number;
  /** Pause after this many body bytes, >= 0; needs `stallSeconds`. */
  readonly stallAfterBytes?: number;
  /** How long the pause in the middle lasts, seconds, 0..600. */
  readonly stallSeconds?: number;
}

/** Length of a corrupt stretch. */
export const CORRUPT_BYTES = 4096;
const CORRUPT_BYTE = 0xa5;

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Picks the fault a request meets and counts how often each was used. */
export class FaultPlan {
  private readonly faults: readonly Fault[];
  private readonly used: number[];
  private readonly folders: (string | undefined)[];

  constructor(faults: readonly Fault[]) {
    this.faults = faults;
    this.used = faults.map(() => 0);
    this.folders = faults.map(() => undefined);
  }

  /** The first fault that still applies to a path at a link second; asking counts as a use. */
  take(contentPath: string, atSeconds: number): Fault | undefined {
    for (const [i, fault] of this.faults.entries()) {
      const used = this.used[i] as number;
      const { pathIncludes, times = Infinity, fromSeconds = 0, untilSeconds = Infinity, sameFolder } = fault;
      if (!contentPath.includes(pathIncludes) || used >= times || atSeconds < fromSeconds || atSeconds >= untilSeconds) continue;
      const folder = folderOf(contentPath);
      if (sameFolder && used > 0 && this.folders[i] !== folder) continue;
      this.folders[i] = folder;
      this.used[i] = used + 1;
      return fault;
    }
    return undefined;
  }
}

/** Whether it is more than a server that thinks. */
export const isFailure = ({ status, refuse, dropAfterBytes, keepBytes, corruptFromByte, stallAfterBytes }: Fault): boolean =>
  refuse === true || [status, dropAfterBytes, keepBytes, corruptFromByte, stallAfterBytes].some((effect) => effect !== undefined);

/** What a fault leaves of a body: cut short, or with a stretch of wrong bytes. */
export function damageBody(body: Body, { keepBytes, corruptFromByte }: Fault): Body {
  const sizeBytes = Math.min(body.sizeBytes, keepBytes ?? Infinity);
  if (corruptFromByte === undefined) return { sizeBytes, read: (from, to) => body.read(from, to) };
  const wrongEnd = corruptFromByte + CORRUPT_BYTES;
  return {
    sizeBytes,
    read: (from, to) => {
      const bytes = body.read(from, to);
      const start = Math.max(0, corruptFromByte - from);
      const end = Math.min(bytes.length, wrongEnd - from);
      return end > start ? bytes.slice().fill(CORRUPT_BYTE, start, end) : bytes;
    },
  };
}
