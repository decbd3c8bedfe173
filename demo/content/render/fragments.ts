/** Takes ffmpeg's fragmented MP4 apart into samples and puts them together as our own segments. */
import { BOX_HEADER_BYTES, type Box, childBoxes, listBoxes, requireBox, viewOf } from '../boxes.ts';

/** An encoded file in pieces. */
export interface EncodedTrack {
  /** `ftyp` and `moov`, as ffmpeg wrote them. */
  readonly init: Uint8Array;
  readonly samples: readonly Uint8Array[];
}

/** What `trun` readers need to know of the per-sample fields: how many bytes, where the size is. */
function readTrun(view: DataView, trun: Box, defaultSize: number): number[] {
  const flags = view.getUint32(trun.offset + 8) & 0xffffff;
  const count = view.getUint32(trun.offset + 12);
  let at = trun.offset + 16 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const sizes: number[] = [];
  for (let i = 0; i < count; i += 1) {
    if (flags & 0x100) at += 4;
    sizes.push(flags & 0x200 ? view.getUint32(at) : defaultSize);
    if (flags & 0x200) at += 4;
    if (flags & 0x400) at += 4;
    if (flags & 0x800) at += 4;
  }
  return sizes;
}

function readDefaultSize(view: DataView, tfhd: Box): number {
  const flags = view.getUint32(tfhd.offset + 8) & 0xffffff;
  if (!(flags & 0x10)) return 0;
  return view.getUint32(tfhd.offset + 16 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0) + (flags & 0x8 ? 4 : 0));
}

/** Reads a single-track fragmented file whose sample data lie in order in each `mdat`. */
export function takeApart(file: Uint8Array): EncodedTrack {
  const view = viewOf(file);
  const boxes = listBoxes(view, 0, file.byteLength);
  const moov = requireBox(boxes, 'moov');
  const samples: Uint8Array[] = [];
  let sizes: number[] = [];
  for (const box of boxes) {
    if (box.type === 'moof') {
      const traf = childBoxes(view, requireBox(childBoxes(view, box), 'traf'));
      const defaultSize = readDefaultSize(view, requireBox(traf, 'tfhd'));
      sizes = traf.filter((b) => b.type === 'trun').flatMap((trun) => readTrun(view, trun, defaultSize));
    } else if (box.type === 'mdat') {
      let at = box.offset + BOX_HEADER_BYTES;
      for (const size of sizes) {
        samples.push(file.slice(at, at + size));
        at += size;
      }
      sizes = [];
    }
  }
  return { init: file.slice(0, moov.offset + moov.size), samples };
}

function fourBytes(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = viewOf(bytes);
  for (const [i, value] of values.entries()) view.setUint32(i * 4, value >>> 0);
  return bytes;
}

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.byteLength, BOX_HEADER_BYTES);
  const bytes = new Uint8Array(size);
  viewOf(bytes).setUint32(0, size);
  bytes.set(new TextEncoder().encode(type), 4);
  let at = BOX_HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

const SYNC_SAMPLE = 0x02000000;
const DEPENDENT_SAMPLE = 0x01010000;

/**
 * Writes one CMAF segment: styp, moof, mdat. Explicit defaults in `tfhd`, a 64-bit `tfdt` and a
 * `trun` with sizes only: the least that `stamp` and `shorten` need to patch.
 */
export function writeSegment(
  samples: readonly Uint8Array[],
  decodeTimeTicks: number,
  ticksPerSample: number,
  everySampleIsSync: boolean,
): Uint8Array {
  const styp = box('styp', new TextEncoder().encode('msdh'), fourBytes(0), new TextEncoder().encode('msdhcmfs'));
  const restFlags = everySampleIsSync ? SYNC_SAMPLE : DEPENDENT_SAMPLE;
  const tfhd = box('tfhd', fourBytes(0x020028, 1, ticksPerSample, restFlags));
  const tfdt = box('tfdt', fourBytes(0x01000000, Math.floor(decodeTimeTicks / 2 ** 32), decodeTimeTicks));
  const sizes = fourBytes(...samples.map((sample) => sample.byteLength));
  const build = (dataOffset: number): Uint8Array => {
    const trun = box('trun', fourBytes(0x000205, samples.length, dataOffset, SYNC_SAMPLE), sizes);
    return box('moof', box('mfhd', fourBytes(0, 1)), box('traf', tfhd, tfdt, trun));
  };
  const moof = build(build(0).byteLength + BOX_HEADER_BYTES);
  const mdat = box('mdat', ...samples);
  const segment = new Uint8Array(styp.byteLength + moof.byteLength + mdat.byteLength);
  segment.set(styp);
  segment.set(moof, styp.byteLength);
  segment.set(mdat, styp.byteLength + moof.byteLength);
  return segment;
}
