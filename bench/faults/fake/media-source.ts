/** MediaSource and SourceBuffer as players see them: asynchronous appends, quota, append errors. No decoding. */
import { FragmentReader, type ParsedMedia } from './fragments.ts';

export type Range = readonly [startSeconds: number, endSeconds: number];

/** Frames this far apart still count as one range, seconds. */
const JOIN_SECONDS = 0.05;
const APPEND_MILLISECONDS = 2;

export function toTimeRanges(ranges: readonly Range[]): TimeRanges {
  const at = (index: number): Range => {
    const range = ranges[index];
    if (!range) throw new DOMException('no such range', 'IndexSizeError');
    return range;
  };
  return { length: ranges.length, start: (index) => at(index)[0], end: (index) => at(index)[1] };
}

/** Events by property, too (`onupdateend = …`), for the names that are used that way. */
class Emitter extends EventTarget {
  emit(type: string): void {
    const event = new Event(type);
    const handler = (this as Record<string, unknown>)[`on${type}`];
    if (typeof handler === 'function') handler.call(this, event);
    this.dispatchEvent(event);
  }
}

export class FakeSourceBuffer extends Emitter {
  updating = false;
  timestampOffset = 0;
  appendWindowStart = 0;
  appendWindowEnd: number = Number.POSITIVE_INFINITY;
  mode = 'segments';
  media: ParsedMedia[] = [];
  readonly reader: FragmentReader = new FragmentReader();
  private readonly source: FakeMediaSource;
  private job: ReturnType<typeof setTimeout> | undefined;

  constructor(source: FakeMediaSource) {
    super();
    this.source = source;
  }
  get ranges(): Range[] {
    const joined: [number, number][] = [];
    for (const { startSeconds, endSeconds } of [...this.media].sort((a, b) => a.startSeconds - b.startSeconds)) {
      const last = joined.at(-1);
      if (last && startSeconds <= last[1] + JOIN_SECONDS) last[1] = Math.max(last[1], endSeconds);
      else joined.push([startSeconds, endSeconds]);
    }
    return joined;
  }
  get buffered(): TimeRanges {
    this.requireAttached();
    return toTimeRanges(this.ranges);
  }
  appendBuffer(data: BufferSource): void {
    this.requireIdle();
    if (this.source.element?.error) throw new DOMException('the element has an error', 'InvalidStateError');
    if (this.source.readyState === 'ended') this.source.reopen();
    this.source.makeRoom(this);
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
    this.update(() => this.take(bytes));
  }
  remove(startSeconds: number, endSeconds: number): void {
    this.requireIdle();
    this.update(() => {
      this.cut(startSeconds, endSeconds);
      return true;
    });
  }
  abort(): void {
    this.requireAttached();
    if (this.job !== undefined) {
      clearTimeout(this.job);
      this.job = undefined;
      this.updating = false;
      this.emit('abort');
      this.emit('updateend');
    }
    this.reader.reset();
  }
  changeType(): void {
    this.requireIdle();
    this.reader.reset();
  }
  /** Takes media out at once. */
  cut(startSeconds: number, endSeconds: number): void {
    this.media = this.media.flatMap((one) =>
      [
        { ...one, endSeconds: Math.min(one.endSeconds, startSeconds) },
        { ...one, startSeconds: Math.max(one.startSeconds, endSeconds) },
      ].filter((part) => part.endSeconds > part.startSeconds),
    );
  }

  private take(bytes: Uint8Array): boolean {
    try {
      for (const found of this.reader.append(bytes)) {
        const shifted = {
          ...found,
          startSeconds: Math.max(found.startSeconds + this.timestampOffset, this.appendWindowStart),
          endSeconds: Math.min(found.endSeconds + this.timestampOffset, this.appendWindowEnd),
        };
        if (shifted.endSeconds <= shifted.startSeconds) continue;
        this.cut(shifted.startSeconds, shifted.endSeconds);
        this.media.push(shifted);
      }
      return true;
    } catch {
      this.reader.reset();
      this.source.failDecoding();
      return false;
    }
  }
  /** @param work false = what was appended cannot be parsed. */
  private update(work: () => boolean): void {
    this.updating = true;
    this.emit('updatestart');
    this.job = setTimeout(() => {
      this.job = undefined;
      const failed = !work();
      this.updating = false;
      this.emit(failed ? 'error' : 'update');
      this.emit('updateend');
      this.source.element?.look();
    }, APPEND_MILLISECONDS);
  }
  private requireAttached(): void {
    if (!this.source.sourceBuffers.includes(this)) throw new DOMException('removed from its media source', 'InvalidStateError');
  }
  private requireIdle(): void {
    this.requireAttached();
    if (this.updating) throw new DOMException('still updating', 'InvalidStateError');
  }
}

/** An array that is an event target, as `SourceBufferList` is. */
class SourceBufferList extends Array<FakeSourceBuffer> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  readonly #events: EventTarget = new EventTarget();
  addEventListener(...subscription: Parameters<EventTarget['addEventListener']>): void {
    this.#events.addEventListener(...subscription);
  }
  removeEventListener(...subscription: Parameters<EventTarget['removeEventListener']>): void {
    this.#events.removeEventListener(...subscription);
  }
  tell(type: string): void {
    setTimeout(() => this.#events.dispatchEvent(new Event(type)), 0);
  }
}

/** The part of the video element that a media source talks to. */
export interface Attached {
  readonly currentTime: number;
  readonly error: { readonly code: number } | null;
  look(): void;
  fail(): void;
}

export class FakeMediaSource extends Emitter {
  static isTypeSupported = (type: string): boolean => /^(video|audio)\/mp4/.test(type);
  static readonly canConstructInDedicatedWorker = false;
  /** How far ahead of the playhead memory lasts, seconds. */
  static quotaSeconds: number = Number.POSITIVE_INFINITY;
  /** Until this second of `performance.now()`. */
  static quotaUntilSeconds = 0;
  readyState: 'closed' | 'open' | 'ended' = 'closed';
  readonly sourceBuffers: SourceBufferList = new SourceBufferList();
  readonly activeSourceBuffers: SourceBufferList = this.sourceBuffers;
  element: Attached | undefined;
  private ownDuration = Number.NaN;

  get duration(): number {
    return this.ownDuration;
  }
  set duration(seconds: number) {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    if (this.sourceBuffers.some((buffer) => buffer.updating)) throw new DOMException('a buffer is updating', 'InvalidStateError');
    this.ownDuration = seconds;
    this.element?.look();
  }
  addSourceBuffer(type: string): FakeSourceBuffer {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    if (!FakeMediaSource.isTypeSupported(type)) throw new DOMException(type, 'NotSupportedError');
    const buffer = new FakeSourceBuffer(this);
    this.sourceBuffers.push(buffer);
    this.sourceBuffers.tell('addsourcebuffer');
    return buffer;
  }
  removeSourceBuffer(buffer: FakeSourceBuffer): void {
    const index = this.sourceBuffers.indexOf(buffer);
    if (index < 0) throw new DOMException('not mine', 'NotFoundError');
    this.sourceBuffers.splice(index, 1);
    this.sourceBuffers.tell('removesourcebuffer');
  }
  endOfStream(error?: 'decode' | 'network'): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    if (this.sourceBuffers.some((buffer) => buffer.updating)) throw new DOMException('a buffer is updating', 'InvalidStateError');
    this.readyState = 'ended';
    this.emit('sourceended');
    if (error) this.element?.fail();
    else this.element?.look();
  }
  setLiveSeekableRange(): void {}
  clearLiveSeekableRange(): void {}

  open(element: Attached): void {
    this.element = element;
    this.readyState = 'open';
    this.emit('sourceopen');
  }
  close(): void {
    this.element = undefined;
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.sourceBuffers.length = 0;
    this.emit('sourceclose');
  }
  reopen(): void {
    this.readyState = 'open';
    this.emit('sourceopen');
  }
  /** Chromium ends a stream that it cannot parse, and the element with it. */
  failDecoding(): void {
    this.readyState = 'ended';
    this.element?.fail();
  }
  /** Memory is short: what was played goes first, as in Chromium. @throws DOMException `QuotaExceededError` */
  makeRoom(buffer: FakeSourceBuffer): void {
    const { quotaSeconds } = FakeMediaSource;
    if (quotaSeconds === Number.POSITIVE_INFINITY || performance.now() / 1000 >= FakeMediaSource.quotaUntilSeconds) return;
    const atSeconds = this.element?.currentTime ?? 0;
    buffer.cut(0, atSeconds - 1);
    const aheadSeconds = buffer.ranges.reduce((sum, [start, end]) => sum + Math.max(0, end - Math.max(start, atSeconds)), 0);
    if (aheadSeconds > quotaSeconds) throw new DOMException('memory is short', 'QuotaExceededError');
  }
}
