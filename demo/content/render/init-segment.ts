/** Reads codec strings out of an init segment and removes what a loop must not carry. */
import { type Box, childBoxes, listBoxes, requireBox, viewOf } from '../boxes.ts';

/** Size of the fixed fields of a VisualSampleEntry or AudioSampleEntry, header included. */
const VISUAL_ENTRY_BYTES = 86;
const AUDIO_ENTRY_BYTES = 36;

interface SampleEntry {
  readonly type: string;
  readonly configuration: readonly Box[];
  readonly ticksPerSecond: number;
}

function findSampleEntry(view: DataView, length: number): SampleEntry {
  const trak = requireBox(childBoxes(view, requireBox(listBoxes(view, 0, length), 'moov')), 'trak');
  const mdia = childBoxes(view, requireBox(childBoxes(view, trak), 'mdia'));
  const mdhd = requireBox(mdia, 'mdhd');
  const stbl = requireBox(childBoxes(view, requireBox(mdia, 'minf')), 'stbl');
  const stsd = requireBox(childBoxes(view, stbl), 'stsd');
  const [entry] = listBoxes(view, stsd.offset + 16, stsd.offset + stsd.size);
  if (entry === undefined) throw new Error('init segment without sample entry');
  const fixedBytes = entry.type === 'Opus' || entry.type === 'mp4a' ? AUDIO_ENTRY_BYTES : VISUAL_ENTRY_BYTES;
  return {
    type: entry.type,
    configuration: listBoxes(view, entry.offset + fixedBytes, entry.offset + entry.size),
    ticksPerSecond: view.getUint32(mdhd.offset + (view.getUint8(mdhd.offset + 8) === 1 ? 28 : 20)),
  };
}

function twoDigits(value: number, radix: number): string {
  return value.toString(radix).padStart(2, '0');
}

/** RFC 6381 codec string and timescale of the only track. */
export function describeInit(init: Uint8Array): { codecString: string; ticksPerSecond: number } {
  const view = viewOf(init);
  const { type, configuration, ticksPerSecond } = findSampleEntry(view, init.byteLength);
  if (type === 'Opus') return { codecString: 'opus', ticksPerSecond };
  if (type === 'mp4a') return { codecString: 'mp4a.40.2', ticksPerSecond };
  if (type === 'avc1') {
    const at = requireBox(configuration, 'avcC').offset + 9;
    const bytes = [0, 1, 2].map((i) => twoDigits(view.getUint8(at + i), 16).toUpperCase());
    return { codecString: `avc1.${bytes.join('')}`, ticksPerSecond };
  }
  const at = requireBox(configuration, 'vpcC').offset + 12;
  const [profile, level, depthAndMore] = [0, 1, 2].map((i) => view.getUint8(at + i)) as [number, number, number];
  const parts = [profile, level, depthAndMore >> 4].map((value) => twoDigits(value, 10));
  return { codecString: `vp09.${parts.join('.')}`, ticksPerSecond };
}

/**
 * Sets the Opus pre-skip to 0. The loop is cut from the middle of a longer encode, so its first
 * packet is no warm-up to be thrown away, and a player that dropped 6.5 ms at the start (and
 * perhaps after every switch) would only add a gap.
 */
export function clearOpusPreSkip(init: Uint8Array): void {
  const view = viewOf(init);
  const { configuration } = findSampleEntry(view, init.byteLength);
  view.setUint16(requireBox(configuration, 'dOps').offset + 10, 0, false);
}
