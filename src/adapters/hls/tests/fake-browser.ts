/** Just enough of a browser for the real hls.js to play in Node: globals, a media element, a MediaSource. */

type Range = [startSeconds: number, endSeconds: number];

function toTimeRanges(ranges: readonly Range[]): TimeRanges {
  const at = (index: number): Range => ranges[index] ?? [0, 0];
  return { length: ranges.length, start: (index) => at(index)[0], end: (index) => at(index)[1] };
}

/** Where the next media append of a source buffer lands; hls.js tells it in BUFFER_APPENDING, a real SourceBuffer reads it from the boxes. */
export const nextAppend: Record<string, Range> = {};
/** How many of the next appends of media are refused as too much. */
export const quota: { refusals: number } = { refusals: 0 };

function overlap(some: readonly Range[], others: readonly Range[]): Range[] {
  const shared = some.flatMap(([start, end]) => others.map(([from, to]): Range => [Math.max(start, from), Math.min(end, to)]));
  return shared.filter(([start, end]) => end > start);
}

class FakeSourceBuffer extends EventTarget {
  updating = false;
  timestampOffset = 0;
  ranges: Range[] = [];
  readonly kind: string;
  constructor(type: string) {
    super();
    this.kind = type.startsWith('audio') ? 'audio' : 'video';
  }
  get buffered(): TimeRanges {
    return toTimeRanges(this.ranges);
  }
  appendBuffer(data: Uint8Array): void {
    const isInit = String.fromCharCode(...data.subarray(4, 8)) === 'ftyp';
    if (!isInit && quota.refusals > 0) {
      quota.refusals--;
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError', code: 22 });
    }
    // Read late: hls.js's own listener appends before ours has noted the range.
    this.update(() => {
      const range = nextAppend[this.kind];
      if (!isInit && range) this.add(range);
    });
  }
  remove(startSeconds: number, endSeconds: number): void {
    this.update(() => this.lose(startSeconds, endSeconds));
  }
  /** What a browser does by itself: no event tells. hls.js 1.5 does not survive an event for what it did not ask. */
  lose(startSeconds: number, endSeconds: number): void {
    this.ranges = this.ranges.flatMap(([start, end]): Range[] =>
      [[start, Math.min(end, startSeconds)] as Range, [Math.max(start, endSeconds), end] as Range].filter(([from, to]) => to > from),
    );
  }
  abort(): void {}
  changeType(): void {}
  private add(range: Range): void {
    const sorted = [...this.ranges, range].sort((a, b) => a[0] - b[0]);
    this.ranges = [];
    for (const [start, end] of sorted) {
      const last = this.ranges.at(-1);
      if (last && start <= last[1] + 0.05) last[1] = Math.max(last[1], end);
      else this.ranges.push([start, end]);
    }
  }
  private update(work: () => unknown): void {
    this.updating = true;
    this.dispatchEvent(new Event('updatestart'));
    setTimeout(() => {
      work();
      this.updating = false;
      this.dispatchEvent(new Event('update'));
      this.dispatchEvent(new Event('updateend'));
    }, 2);
  }
}

class FakeMediaSource extends EventTarget {
  static isTypeSupported = (): boolean => true;
  static last: FakeMediaSource | undefined;
  readyState = 'closed';
  duration = Number.NaN;
  sourceBuffers: FakeSourceBuffer[] = [];
  constructor() {
    super();
    FakeMediaSource.last = this;
  }
  addSourceBuffer(type: string): FakeSourceBuffer {
    const buffer = new FakeSourceBuffer(type);
    this.sourceBuffers.push(buffer);
    return buffer;
  }
  removeSourceBuffer(): void {}
  endOfStream(): void {
    this.readyState = 'ended';
  }
  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('sourceopen'));
  }
}

/** Plays what is buffered, in steps of the timers. */
export class FakeVideo extends EventTarget {
  currentTime = 0;
  paused = false;
  playbackRate = 1;
  seeking = false;
  ended = false;
  error = null;
  clientWidth = 1920;
  clientHeight = 1080;
  stalledSeconds = 0;
  readonly textTracks: EventTarget = Object.assign(new EventTarget(), { length: 0 });
  readonly timer: ReturnType<typeof setInterval> = setInterval(() => this.step(0.025), 25);
  private source: FakeMediaSource | undefined;
  private url = '';
  private started = false;

  get src(): string {
    return this.url;
  }
  set src(url: string) {
    this.url = url;
    const source = FakeMediaSource.last;
    if (!url || !source) return;
    this.source = source;
    setTimeout(() => source.open(), 1);
  }
  /** The source buffers, to cut holes into. */
  get parts(): readonly FakeSourceBuffer[] {
    return this.source?.sourceBuffers ?? [];
  }
  get buffered(): TimeRanges {
    const [first, second] = this.source?.sourceBuffers ?? [];
    return toTimeRanges(second ? overlap(first?.ranges ?? [], second.ranges) : (first?.ranges ?? []));
  }
  get duration(): number {
    return this.source?.duration ?? Number.NaN;
  }
  get bufferedEnd(): number {
    for (let i = 0; i < this.buffered.length; i++) {
      if (this.buffered.start(i) <= this.currentTime + 0.05 && this.buffered.end(i) > this.currentTime) return this.buffered.end(i);
    }
    return this.currentTime;
  }
  get readyState(): number {
    return this.bufferedEnd > this.currentTime ? 4 : this.started ? 2 : 0;
  }
  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
  }
  /** Jumps; the element keeps seeking until there is data. */
  seek(toSeconds: number): void {
    this.currentTime = toSeconds;
    this.seeking = true;
    this.dispatchEvent(new Event('seeking'));
  }
  load(): void {}
  removeAttribute(): void {
    this.url = '';
  }
  getBoundingClientRect(): { width: number; height: number } {
    return { width: this.clientWidth, height: this.clientHeight };
  }
  querySelectorAll(): never[] {
    return [];
  }
  canPlayType(): string {
    return 'probably';
  }
  /** Frames so far. */
  readonly frames: { totalVideoFrames: number; droppedVideoFrames: number } = { totalVideoFrames: 0, droppedVideoFrames: 0 };
  getVideoPlaybackQuality(): { totalVideoFrames: number; droppedVideoFrames: number } {
    return { ...this.frames };
  }
  private step(seconds: number): void {
    const room = this.bufferedEnd - this.currentTime;
    if (this.seeking && room > 0) {
      this.seeking = false;
      this.dispatchEvent(new Event('seeked'));
    }
    if (this.paused || this.seeking) return;
    if (room > 0) {
      if (!this.started) this.dispatchEvent(new Event('playing'));
      this.started = true;
      this.currentTime += Math.min(room, seconds * this.playbackRate);
      this.dispatchEvent(new Event('timeupdate'));
    } else if (this.started) {
      if (this.stalledSeconds === 0) this.dispatchEvent(new Event('waiting'));
      this.stalledSeconds += seconds;
    }
  }
}

/** Sets the globals that hls.js expects; call before it is imported. */
export function installFakeBrowser(): void {
  const set = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  set('self', globalThis);
  set('MediaSource', FakeMediaSource);
  set('SourceBuffer', FakeSourceBuffer);
  set('HTMLVideoElement', FakeVideo);
  set('devicePixelRatio', 1);
  set('location', { href: 'https://page.test/' });
  if (!('navigator' in globalThis)) set('navigator', { onLine: true, userAgent: 'node' });
  URL.createObjectURL = () => 'blob:fake';
  URL.revokeObjectURL = () => {};
}
