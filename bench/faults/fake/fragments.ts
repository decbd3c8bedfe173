/** Reads what a source buffer has to know of fragmented MP4: when its samples play, and whether it is MP4 at all. */
import { CORRUPT_BYTES } from '../../../demo/origin/core/fault.ts';

/** What one append made of the bytes so far. */
export interface ParsedMedia {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly bytes: number;
  /** Somebody has overwritten the samples: they are there and cannot be decoded. */
  readonly isDamaged: boolean;
}

interface Fragment {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

const HEADER_BYTES = 8;
const KNOWN_BOXES = new Set(['ftyp', 'styp', 'sidx', 'moov', 'moof', 'mdat', 'free', 'emsg', 'prft', 'mfra', 'skip', 'pssh', 'uuid']);
/** What `damageBody` writes. */
const CORRUPT_BYTE = 0xa5;

type Box = { readonly type: string; readonly start: number; readonly end: number };

function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  for (let start = from; start + HEADER_BYTES <= to; ) {
    const size = view.getUint32(start);
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + start + 4, 4));
    if (size < HEADER_BYTES) throw new RangeError('not a box');
    yield { type, start, end: start + size };
    start += size;
  }
}
function find(view: DataView, from: number, to: number, ...path: string[]): Box | undefined {
  const [type, ...rest] = path;
  for (const box of boxesIn(view, from, to)) {
    if (box.type === type) return rest.length > 0 ? find(view, box.start + HEADER_BYTES, box.end, ...rest) : box;
  }
  return undefined;
}
function need(view: DataView, box: Box, ...path: string[]): number {
  const found = find(view, box.start + HEADER_BYTES, box.end, ...path);
  if (!found) throw new RangeError(`no ${path.join('/')}`);
  return found.start + HEADER_BYTES;
}

function readFragment(view: DataView, moof: Box, ticksPerSecond: number): Fragment {
  const tfdt = need(view, moof, 'traf', 'tfdt');
  const startTicks = view.getUint8(tfdt) === 1 ? Number(view.getBigUint64(tfdt + 4)) : view.getUint32(tfdt + 4);
  const tfhd = need(view, moof, 'traf', 'tfhd');
  const tfhdFlags = view.getUint32(tfhd) & 0xffffff;
  const skipped = (tfhdFlags & 1 ? 8 : 0) + (tfhdFlags & 2 ? 4 : 0);
  const usualTicks = tfhdFlags & 8 ? view.getUint32(tfhd + 8 + skipped) : 0;
  const trun = need(view, moof, 'traf', 'trun');
  const flags = view.getUint32(trun) & 0xffffff;
  const count = view.getUint32(trun + 4);
  let ticks = count * usualTicks;
  if (flags & 0x100) {
    const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
    const first = trun + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
    ticks = 0;
    for (let i = 0; i < count; i++) ticks += view.getUint32(first + i * step);
  }
  return { startSeconds: startTicks / ticksPerSecond, durationSeconds: ticks / ticksPerSecond };
}

function isOverwritten(bytes: Uint8Array, from: number, to: number): boolean {
  let run = 0;
  for (let i = from; i < to; i++) {
    run = bytes[i] === CORRUPT_BYTE ? run + 1 : 0;
    // Real media may hold a few of these in a row, not hundreds.
    if (run >= CORRUPT_BYTES / 8) return true;
  }
  return false;
}

/** Bytes in, media out; a half box waits for the next append. */
export class FragmentReader {
  hasInit = false;
  private ticksPerSecond = 0;
  private rest: Uint8Array = new Uint8Array(0);
  private fragment: Fragment | undefined;
  /** Part of an unfinished `mdat` that was told already. */
  private toldEndSeconds = 0;

  /** Forgets a half box. */
  reset(): void {
    this.rest = new Uint8Array(0);
    this.fragment = undefined;
  }

  /** @throws RangeError for what is not fragmented MP4. */
  append(data: Uint8Array): ParsedMedia[] {
    const bytes = this.rest.length > 0 ? concat(this.rest, data) : data;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const media: ParsedMedia[] = [];
    let reached = 0;
    for (const box of boxesIn(view, 0, bytes.length)) {
      if (!KNOWN_BOXES.has(box.type)) throw new RangeError(`unknown box ${box.type}`);
      const isWhole = box.end <= bytes.length;
      if (box.type === 'mdat') this.readSamples(bytes, box, isWhole, media);
      if (!isWhole) break;
      if (box.type === 'moov') this.readInit(view, box);
      if (box.type === 'moof') {
        if (!this.hasInit) throw new RangeError('no init segment');
        this.fragment = readFragment(view, box, this.ticksPerSecond);
        this.toldEndSeconds = this.fragment.startSeconds;
      }
      reached = box.end;
    }
    this.rest = bytes.slice(reached);
    return media;
  }

  private readInit(view: DataView, moov: Box): void {
    const mdhd = need(view, moov, 'trak', 'mdia', 'mdhd');
    this.ticksPerSecond = view.getUint32(mdhd + (view.getUint8(mdhd) === 1 ? 20 : 12));
    this.hasInit = true;
  }

  private readSamples(bytes: Uint8Array, { start, end }: Box, isWhole: boolean, media: ParsedMedia[]): void {
    if (!this.fragment) throw new RangeError('mdat without moof');
    const { startSeconds, durationSeconds } = this.fragment;
    const haveBytes = Math.min(end, bytes.length) - start;
    const endSeconds = startSeconds + durationSeconds * (isWhole ? 1 : haveBytes / (end - start));
    if (endSeconds > this.toldEndSeconds + 0.001) {
      const isDamaged = isOverwritten(bytes, start + HEADER_BYTES, Math.min(end, bytes.length));
      media.push({ startSeconds: this.toldEndSeconds, endSeconds, bytes: haveBytes, isDamaged });
    }
    this.toldEndSeconds = endSeconds;
    if (isWhole) this.fragment = undefined;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
