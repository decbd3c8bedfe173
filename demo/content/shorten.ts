/**
 * Drops samples from the end of a segment: a title of 10 s ends with a 2 s segment.
 * Needs a track without frame reordering, which the fixture guarantees (no B-frames).
 */
import { BOX_HEADER_BYTES, childBoxes, listBoxes, requireBox, viewOf, writeType } from './boxes.ts';

const DATA_OFFSET_PRESENT = 0x000001;
const FIRST_SAMPLE_FLAGS_PRESENT = 0x000004;
const SAMPLE_SIZE_PRESENT = 0x000200;
/** Per-sample fields of a `trun`, in file order: duration, size, flags, composition offset. */
const SAMPLE_FIELDS = [0x000100, SAMPLE_SIZE_PRESENT, 0x000400, 0x000800];

/**
 * Shortens `segment` in place to its first `sampleCount` samples and returns how many bytes are
 * still in use. The emptied end of `trun` becomes a `free` box, so that `moof` keeps its size and
 * the data offset stays right.
 */
export function shortenSegment(segment: Uint8Array, sampleCount: number): number {
  const view = viewOf(segment);
  const boxes = listBoxes(view, 0, segment.byteLength);
  const traf = requireBox(childBoxes(view, requireBox(boxes, 'moof')), 'traf');
  const trun = requireBox(childBoxes(view, traf), 'trun');
  const mdat = requireBox(boxes, 'mdat');

  const flags = view.getUint32(trun.offset + BOX_HEADER_BYTES) & 0xffffff;
  const countOffset = trun.offset + BOX_HEADER_BYTES + 4;
  const presentSampleCount = view.getUint32(countOffset);
  if (sampleCount >= presentSampleCount) return mdat.offset + mdat.size;
  if ((flags & SAMPLE_SIZE_PRESENT) === 0) throw new RangeError('cannot shorten: trun has no sample sizes');

  const fieldsPresent = SAMPLE_FIELDS.filter((field) => (flags & field) !== 0);
  const entryBytes = 4 * fieldsPresent.length;
  const sizeFieldOffset = 4 * fieldsPresent.indexOf(SAMPLE_SIZE_PRESENT);
  let entry = countOffset + 4;
  if ((flags & DATA_OFFSET_PRESENT) !== 0) entry += 4;
  if ((flags & FIRST_SAMPLE_FLAGS_PRESENT) !== 0) entry += 4;
  let keptBytes = 0;
  for (let i = 0; i < sampleCount; i += 1) {
    keptBytes += view.getUint32(entry + sizeFieldOffset);
    entry += entryBytes;
  }

  // A single dropped entry without optional fields is 4 bytes, too few for a box: leave it as slack
  // inside trun, where readers, which go by the sample count, do not look.
  const freedBytes = trun.offset + trun.size - entry;
  view.setUint32(countOffset, sampleCount);
  if (freedBytes >= BOX_HEADER_BYTES) {
    view.setUint32(trun.offset, trun.size - freedBytes);
    view.setUint32(entry, freedBytes);
    writeType(view, entry, 'free');
  }
  view.setUint32(mdat.offset, BOX_HEADER_BYTES + keptBytes);
  return mdat.offset + BOX_HEADER_BYTES + keptBytes;
}
