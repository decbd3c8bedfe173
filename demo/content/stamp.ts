/** Turns a looped fixture segment into segment `n` of a title: right time, right number, right size. */
import { BOX_HEADER_BYTES, childBoxes, listBoxes, requireBox, viewOf, writeType } from './boxes.ts';
import { shortenSegment } from './shorten.ts';

/** What the stamped segment shall be. */
export interface SegmentStamp {
  /** Goes into `mfhd`; counts from 1 as the specification asks. */
  readonly sequenceNumber: number;
  /** Decode time of the first sample, in the track's timescale; goes into `tfdt`. */
  readonly decodeTimeTicks: number;
  /** Keep this many samples; a count at or above what is there keeps all. */
  readonly sampleCount: number;
  /** Exact size of the result. */
  readonly totalBytes: number;
}

function patchDecodeTime(view: DataView, tfdtOffset: number, ticks: number): void {
  const version = view.getUint8(tfdtOffset + BOX_HEADER_BYTES);
  const timeOffset = tfdtOffset + BOX_HEADER_BYTES + 4;
  if (version === 1) {
    view.setBigUint64(timeOffset, BigInt(ticks));
    return;
  }
  if (ticks > 0xffffffff) throw new RangeError(`decode time ${ticks} does not fit a version 0 tfdt`);
  view.setUint32(timeOffset, ticks);
}

/** A `sidx` describes sizes and times that no longer hold; renamed, players skip it. */
function retireSegmentIndex(view: DataView, end: number): void {
  for (const box of listBoxes(view, 0, end)) {
    if (box.type === 'sidx') writeType(view, box.offset, 'free');
  }
}

function appendPadding(view: DataView, offset: number): void {
  const paddingBytes = view.byteLength - offset;
  if (paddingBytes === 0) return;
  if (paddingBytes < BOX_HEADER_BYTES) {
    throw new RangeError(`cannot pad ${offset} bytes to ${view.byteLength}: a free box needs ${BOX_HEADER_BYTES} bytes or none`);
  }
  view.setUint32(offset, paddingBytes);
  writeType(view, offset, 'free');
}

/** Returns a new segment of exactly `stamp.totalBytes`; `fixtureSegment` is left as it was. */
export function stampSegment(fixtureSegment: Uint8Array, stamp: SegmentStamp): Uint8Array<ArrayBuffer> {
  const shortened = fixtureSegment.slice();
  const usedBytes = shortenSegment(shortened, stamp.sampleCount);
  const result = new Uint8Array(stamp.totalBytes);
  if (usedBytes > stamp.totalBytes) {
    throw new RangeError(`segment needs ${usedBytes} bytes, the table grants ${stamp.totalBytes}`);
  }
  result.set(shortened.subarray(0, usedBytes));

  const view = viewOf(result);
  retireSegmentIndex(view, usedBytes);
  const moof = requireBox(listBoxes(view, 0, usedBytes), 'moof');
  const children = childBoxes(view, moof);
  view.setUint32(requireBox(children, 'mfhd').offset + BOX_HEADER_BYTES + 4, stamp.sequenceNumber);
  const tfdt = requireBox(childBoxes(view, requireBox(children, 'traf')), 'tfdt');
  patchDecodeTime(view, tfdt.offset, stamp.decodeTimeTicks);
  appendPadding(view, usedBytes);
  return result;
}
