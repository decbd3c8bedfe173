/** What a player asks for besides segments, and how an ended request is told to the rule. */
import type { Transfer } from '../link/index.ts';
import type { Download, TransferView } from './rule.ts';

/** Typical sizes, bits: a multivariant playlist of 2 KB, 50 B a segment in a media playlist, an init segment of 1 KB. */
export const MANIFEST_BITS = 16_000;
export const PLAYLIST_BITS_PER_SEGMENT = 400;
export const INIT_BITS = 8_000;

export function toDownload(
  kind: Download['kind'],
  request: Pick<TransferView, 'renditionIndex' | 'segmentIndex' | 'requestSeconds'>,
  transfer: Transfer,
  nowSeconds: number,
  segmentSeconds: number,
  aborted: boolean,
): Download {
  return {
    kind,
    renditionIndex: request.renditionIndex,
    segmentIndex: request.segmentIndex,
    requestSeconds: request.requestSeconds,
    firstByteSeconds: Math.min(transfer.activeSeconds, nowSeconds),
    endSeconds: nowSeconds,
    sizeBits: transfer.grantedBits,
    durationSeconds: kind === 'main' || kind === 'audio' ? segmentSeconds : 0,
    aborted,
  };
}
