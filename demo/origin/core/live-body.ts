import { JOIN_SECONDS } from '../../content/live.ts';
import { type Body, bytesBody } from './body.ts';

/** From when on the first `untilBytes` of a body exist where it is made, link seconds. */
export interface Growth {
  readonly untilBytes: number;
  readonly atSeconds: number;
}

/**
 * The body of live media and the wait before its first byte. One piece that does not exist yet is waited for; only
 * what grows while it is sent has no length. `pieceAtSeconds` and `nowSeconds` are stream seconds.
 */
export function bodyOfPieces(
  pieces: readonly Uint8Array<ArrayBuffer>[],
  pieceAtSeconds: readonly number[],
  nowSeconds: number,
): { readonly body: Body; readonly growth?: readonly Growth[]; readonly waitSeconds: number } {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let untilBytes = 0;
  const growth = pieces.map((piece, i) => {
    bytes.set(piece, untilBytes);
    untilBytes += piece.length;
    return { untilBytes, atSeconds: (pieceAtSeconds[i] ?? 0) - JOIN_SECONDS };
  });
  const body = bytesBody(bytes);
  const waitSeconds = Math.max(0, (pieceAtSeconds.at(-1) ?? 0) - nowSeconds);
  return waitSeconds === 0 || pieces.length === 1 ? { body, waitSeconds } : { body, growth, waitSeconds: 0 };
}

/**
 * What can be sent next: all that has reached the link by `atSeconds`, or else the next piece and when it will. Pieces
 * are on their way for `onItsWaySeconds`.
 */
export function nextPiece(growth: readonly Growth[] | undefined, fromBytes: number, atSeconds: number, onItsWaySeconds: number): Growth {
  const coming = (growth ?? []).filter(({ untilBytes }) => untilBytes > fromBytes);
  const present = coming.filter((piece) => piece.atSeconds + onItsWaySeconds <= atSeconds).at(-1);
  const next = present ?? coming[0] ?? { untilBytes: Infinity, atSeconds };
  return { untilBytes: next.untilBytes, atSeconds: present ? atSeconds : next.atSeconds + (coming[0] ? onItsWaySeconds : 0) };
}
