/**
 * Cuts a loop segment into the chunks of a low-latency stream (CMAF, ISO/IEC 23000-19): each one whole fragment,
 * `moof` and `mdat`, and playable as soon as its last byte is there. Only the first begins with a keyframe.
 */
import { BOX_HEADER_BYTES, type Box, childBoxes, listBoxes, requireBox, viewOf, writeType } from '../boxes.ts';
import type { FixtureTrack } from '../fixture.ts';
import { CHUNKS_PER_SEGMENT } from './broadcast.ts';

const DATA_OFFSET_PRESENT = 0x000001;
const FIRST_SAMPLE_FLAGS_PRESENT = 0x000004;
const SAMPLE_SIZE_PRESENT = 0x000200;
/** The only layout in our fixture: `trun` lists sizes, the first sample has flags of its own, all else is in `tfhd`. */
const FIXTURE_TRUN_FLAGS = DATA_OFFSET_PRESENT | FIRST_SAMPLE_FLAGS_PRESENT | SAMPLE_SIZE_PRESENT;

/** What the chunks of one segment shall be. */
export interface ChunkStamp {
  /** Of the segment; the chunks count on from `sequenceNumber * CHUNKS_PER_SEGMENT`. */
  readonly sequenceNumber: number;
  /** Decode time of the first sample, in the track's timescale. */
  readonly decodeTimeTicks: number;
  /** Size of all chunks together, where the picture leaves room; else the least that holds it. */
  readonly totalBytes: number;
}

/** First sample of each chunk, and the end: as equal as whole samples can be. */
export const chunkBounds = (sampleCount: number): readonly number[] =>
  Array.from({ length: CHUNKS_PER_SEGMENT + 1 }, (_, k) => Math.round((k * sampleCount) / CHUNKS_PER_SEGMENT));

/** Exact durations of the chunks of a segment of that many ticks, seconds. */
export function chunkSeconds(track: FixtureTrack, durationTicks: number): readonly number[] {
  const bounds = chunkBounds(durationTicks / track.ticksPerSample);
  return bounds.slice(1).map((end, k) => ((end - (bounds[k] as number)) * track.ticksPerSample) / track.ticksPerSecond);
}

interface Samples {
  readonly sizes: readonly number[];
  readonly firstFlags: number;
  readonly ticksPerSample: number;
  readonly data: Uint8Array;
  readonly tfhd: Uint8Array;
}

function bytesOf(bytes: Uint8Array, { offset, size }: Box): Uint8Array {
  return bytes.subarray(offset, offset + size);
}

function readSamples(segment: Uint8Array): Samples {
  const view = viewOf(segment);
  const boxes = listBoxes(view, 0, segment.byteLength);
  const traf = childBoxes(view, requireBox(childBoxes(view, requireBox(boxes, 'moof')), 'traf'));
  const trun = requireBox(traf, 'trun');
  const tfhd = requireBox(traf, 'tfhd');
  const flags = view.getUint32(trun.offset + BOX_HEADER_BYTES) & 0xffffff;
  if (flags !== FIXTURE_TRUN_FLAGS) throw new RangeError(`cannot cut: trun has flags ${flags.toString(16)}`);
  const count = view.getUint32(trun.offset + 12);
  return {
    sizes: Array.from({ length: count }, (_, i) => view.getUint32(trun.offset + 24 + 4 * i)),
    firstFlags: view.getUint32(trun.offset + 20),
    ticksPerSample: view.getUint32(tfhd.offset + 16),
    data: bytesOf(segment, requireBox(boxes, 'mdat')).subarray(BOX_HEADER_BYTES),
    tfhd: bytesOf(segment, tfhd),
  };
}

function box(type: string, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + part.length, BOX_HEADER_BYTES);
  const bytes = new Uint8Array(size);
  viewOf(bytes).setUint32(0, size);
  writeType(viewOf(bytes), 0, type);
  let offset = BOX_HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function fragment(samples: Samples, from: number, to: number, dataBytes: Uint8Array, number: number, ticks: number): Uint8Array[] {
  const keepsFlags = from === 0;
  const flags = keepsFlags ? FIXTURE_TRUN_FLAGS : DATA_OFFSET_PRESENT | SAMPLE_SIZE_PRESENT;
  const sizes = samples.sizes.slice(from, to);
  const moof = (dataOffset: number): Uint8Array =>
    box(
      'moof',
      box('mfhd', word(0), word(number)),
      box(
        'traf',
        samples.tfhd,
        box('tfdt', word(0x01000000), word(Math.floor(ticks / 2 ** 32)), word(ticks % 2 ** 32)),
        box(
          'trun',
          word(flags),
          word(sizes.length),
          word(dataOffset),
          keepsFlags ? word(samples.firstFlags) : [],
          sizes.flatMap((size) => word(size)),
        ),
      ),
    );
  return [moof(moof(0).length + BOX_HEADER_BYTES), box('mdat', dataBytes)];
}

/**
 * The chunks of a segment. Padding stands before each `moof`, so that a chunk is not playable before its last byte;
 * the chunk with the keyframe is larger by what its picture is larger, as an encoder's is.
 */
export function cutIntoChunks(fixtureSegment: Uint8Array, stamp: ChunkStamp): readonly Uint8Array<ArrayBuffer>[] {
  const samples = readSamples(fixtureSegment);
  const bounds = chunkBounds(samples.sizes.length);
  let dataOffset = 0;
  const fragments = bounds.slice(1).map((to, k) => {
    const from = bounds[k] as number;
    const bytes = samples.sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
    const data = samples.data.subarray(dataOffset, dataOffset + bytes);
    dataOffset += bytes;
    const ticks = stamp.decodeTimeTicks + from * samples.ticksPerSample;
    return fragment(samples, from, to, data, stamp.sequenceNumber * CHUNKS_PER_SEGMENT + k, ticks);
  });
  const usedBytes = fragments.flat().reduce((sum, part) => sum + part.length, 0);
  const spareBytes = Math.max(BOX_HEADER_BYTES * CHUNKS_PER_SEGMENT, stamp.totalBytes - usedBytes);
  return fragments.map((parts, k) => {
    const padding = Math.floor(((k + 1) * spareBytes) / CHUNKS_PER_SEGMENT) - Math.floor((k * spareBytes) / CHUNKS_PER_SEGMENT);
    const whole = box('free', new Uint8Array(padding - BOX_HEADER_BYTES), ...parts);
    // The padding's box ends where the fragment begins.
    viewOf(whole).setUint32(0, padding);
    return whole;
  });
}
