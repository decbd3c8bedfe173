/** Downloads as Shaka reports them: packets of at least 100 ms, the time to first byte inside the first one. */
import { vi } from 'vitest';
import type { ShakaStream } from '../../contract.ts';
import type { FakePlayer } from '../fake-player.ts';
import type { wrappedPlayer } from '../wrapped-player.ts';

const PACKET_SECONDS = 0.1;

export interface Download {
  readonly bytes: number;
  /** From first to last byte. */
  readonly seconds: number;
  readonly ttfbSeconds?: number;
  readonly stream?: ShakaStream | null | undefined;
  readonly append?: boolean;
}

/** Plays one download on all `players` at once, on the fake clock. */
export function download(
  players: readonly FakePlayer[],
  number: number,
  { bytes, seconds, ttfbSeconds = 0.05, stream, append = true }: Download,
): void {
  const transfers = players.map((player) => ({ player, transfer: player.request(number, stream ?? player.active?.video) }));
  vi.advanceTimersByTime(ttfbSeconds * 1000);
  const parts = Math.max(1, Math.round(seconds / PACKET_SECONDS));
  for (const { player, transfer } of transfers) {
    Object.assign(transfer.request, { timeToFirstByte: ttfbSeconds * 1000 });
    player.headers(transfer, bytes);
  }
  for (let part = 0; part < parts; part++) {
    vi.advanceTimersByTime((seconds / parts) * 1000);
    const milliseconds = (seconds / parts + (part === 0 ? ttfbSeconds : 0)) * 1000;
    for (const { player, transfer } of transfers) player.packet(transfer, milliseconds, bytes / parts);
  }
  for (const { player, transfer } of transfers) {
    player.complete(transfer, bytes);
    if (append) player.append(number);
  }
}

/** Bytes of `seconds` at a rate. */
export const bytesOf = (bitsPerSecond: number, seconds: number): number => (bitsPerSecond * seconds) / 8;

/** What Shaka's CMCD, content steering and statistics are told, bits per second. */
export const estimateOf = (player: FakePlayer): number => player.manager?.getBandwidthEstimate() ?? Number.NaN;

/** Verdict on the last sample: true, or why it was refused. */
export function lastVerdict(wrapped: ReturnType<typeof wrappedPlayer>): true | string {
  const event = wrapped.of('sample').at(-1);
  if (event?.type !== 'sample') throw new Error('no sample yet');
  return event.verdict.accepted || event.verdict.reason;
}
