/** A video element that plays what its media source has, on the virtual clock, on its own thread as in a browser. */
import { FakeElement } from './element.ts';
import { type FakeMediaSource, type Range, toTimeRanges } from './media-source.ts';

const STEP_MILLISECONDS = 25;
/** A playhead this close to the end has reached it, seconds. */
const END_SECONDS = 0.05;
/** `timeupdate` comes this often, milliseconds. */
const TIMEUPDATE_MILLISECONDS = 250;

/** Media sources by the address that `URL.createObjectURL` gave them. */
export const objectUrls: Map<string, FakeMediaSource> = new Map();

const intersect = (a: readonly Range[], b: readonly Range[]): Range[] =>
  a
    .flatMap(([start, end]) => b.map(([from, to]): Range => [Math.max(start, from), Math.min(end, to)]))
    .filter(([start, end]) => end > start);

export class FakeVideo extends FakeElement {
  autoplay = true;
  preload = 'auto';
  muted = true;
  paused = true;
  seeking = false;
  ended = false;
  error: { readonly code: number; readonly message: string } | null = null;
  readyState = 0;
  stalledSeconds = 0;
  /** How often the element began to wait for data after its first frame. */
  stallCount = 0;
  private rate = 1;
  private url = '';
  private positionSeconds = 0;
  private source: FakeMediaSource | undefined;
  private steppedAtMilliseconds = 0;
  private timeUpdatedAtMilliseconds = 0;
  private waits = true;
  private hasStarted = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.steppedAtMilliseconds = performance.now();
    this.timer = setInterval(() => this.step(), STEP_MILLISECONDS);
  }
  /** Ends its own thread. */
  stop(): void {
    clearInterval(this.timer);
  }

  get src(): string {
    return this.url;
  }
  set src(url: string) {
    this.url = url;
    this.select(url);
  }
  /** The resource selection algorithm, as far as media sources need it. */
  private select(url: string): void {
    this.leave();
    const source = objectUrls.get(url);
    if (!source) return;
    this.source = source;
    setTimeout(() => {
      if (this.source === source) source.open(this);
    }, 1);
  }
  get currentSrc(): string {
    return this.url || (this.sourceElements[0]?.src ?? '');
  }
  removeAttribute(name: string): void {
    if (name === 'src') this.url = '';
  }
  setAttribute(): void {}
  getAttribute(name: string): string | null {
    return name === 'src' && this.url ? this.url : null;
  }
  hasAttribute(name: string): boolean {
    return name === 'src' && this.url !== '';
  }
  load(): void {
    this.select(this.currentSrc);
  }
  play(): Promise<void> {
    if (this.paused) this.tell('play');
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    if (!this.paused) this.tell('pause');
    this.paused = true;
  }
  getVideoPlaybackQuality(): { totalVideoFrames: number; droppedVideoFrames: number; corruptedVideoFrames: number } {
    return { totalVideoFrames: Math.round(this.positionSeconds * 24), droppedVideoFrames: 0, corruptedVideoFrames: 0 };
  }

  get playbackRate(): number {
    return this.rate;
  }
  set playbackRate(rate: number) {
    this.rate = rate;
    this.tell('ratechange');
  }
  get currentTime(): number {
    return this.positionSeconds;
  }
  set currentTime(seconds: number) {
    const { duration } = this;
    this.positionSeconds = Math.max(0, Number.isFinite(duration) ? Math.min(seconds, duration) : seconds);
    if (!this.source || this.readyState === 0) return;
    this.seeking = true;
    this.ended = false;
    this.tell('seeking');
  }
  get duration(): number {
    return this.source?.duration ?? Number.NaN;
  }
  private get ranges(): Range[] {
    const lists = this.source?.sourceBuffers.map((buffer) => buffer.ranges) ?? [];
    // In an ended stream the shorter track counts as being as long as the longer one.
    if (this.source?.readyState === 'ended') {
      const endSeconds = Math.max(0, ...lists.map((list) => list.at(-1)?.[1] ?? 0));
      for (const list of lists) if (list.length > 0) list[list.length - 1] = [list.at(-1)?.[0] ?? 0, endSeconds];
    }
    return lists.length > 0 ? lists.reduce(intersect) : [];
  }
  get buffered(): TimeRanges {
    return toTimeRanges(this.ranges);
  }
  get played(): TimeRanges {
    return toTimeRanges(this.positionSeconds > 0 ? [[0, this.positionSeconds]] : []);
  }
  get seekable(): TimeRanges {
    return toTimeRanges(this.duration > 0 ? [[0, this.duration]] : []);
  }

  /** The media source has news. */
  look(): void {
    const buffers = this.source?.sourceBuffers ?? [];
    if (this.readyState === 0 && buffers.length > 0 && buffers.every(({ reader }) => reader.hasInit) && this.duration > 0) {
      this.readyState = 1;
      this.tell('durationchange', 'loadedmetadata');
    }
  }
  /** What cannot be decoded. */
  fail(): void {
    if (this.error) return;
    this.error = { code: this.readyState > 0 ? 3 : 4, message: 'PIPELINE_ERROR_DECODE' };
    setTimeout(() => this.tell('error'), 0);
  }

  private leave(): void {
    const had = this.source;
    this.source = undefined;
    this.error = null;
    this.readyState = 0;
    this.positionSeconds = 0;
    this.seeking = this.ended = this.hasStarted = false;
    if (had) this.paused = true;
    this.waits = true;
    had?.close();
    if (had) this.tell('emptied');
  }
  /** Events of a media element are tasks of their own. */
  private tell(...types: string[]): void {
    setTimeout(() => {
      for (const type of types) this.dispatchEvent(new Event(type));
    }, 0);
  }

  private step(): void {
    const nowMilliseconds = performance.now();
    const seconds = (nowMilliseconds - this.steppedAtMilliseconds) / 1000;
    this.steppedAtMilliseconds = nowMilliseconds;
    if (!this.source || this.readyState === 0 || this.error) return;
    this.loadData();
    if (this.autoplay && this.paused && !this.hasStarted && this.roomAhead() > 0) this.play();
    if (this.seeking && (this.roomAhead() > 0 || this.atEnd())) {
      this.seeking = false;
      this.tell('seeked', 'timeupdate');
    }
    if (this.paused || this.ended || this.seeking) return;
    this.move(seconds, nowMilliseconds);
  }
  private loadData(): void {
    if (this.readyState > 2 || this.roomAhead() <= 0) return;
    this.tell(...(this.readyState < 2 ? ['loadeddata'] : []), 'canplay', 'canplaythrough');
    this.readyState = 4;
  }
  private move(seconds: number, nowMilliseconds: number): void {
    const room = this.roomAhead();
    if (this.atEnd()) {
      this.ended = true;
      this.paused = true;
      this.tell('timeupdate', 'pause', 'ended');
      return;
    }
    if (room > 0.001 && this.rate > 0) {
      if (this.waits) this.tell('playing');
      this.waits = false;
      this.hasStarted = true;
      this.positionSeconds += Math.min(room, seconds * this.rate);
      if (this.isDamagedHere()) this.fail();
      if (nowMilliseconds - this.timeUpdatedAtMilliseconds < TIMEUPDATE_MILLISECONDS) return;
      this.timeUpdatedAtMilliseconds = nowMilliseconds;
      this.tell('timeupdate');
      return;
    }
    if (!this.hasStarted) return;
    this.stalledSeconds += seconds;
    if (this.waits) return;
    this.stallCount++;
    this.waits = true;
    this.readyState = 2;
    this.tell('waiting');
  }
  private roomAhead(): number {
    const at = this.positionSeconds;
    const range = this.ranges.find(([start, end]) => start <= at + 0.02 && end > at);
    return range ? range[1] - at : 0;
  }
  private atEnd(): boolean {
    const endSeconds = this.ranges.at(-1)?.[1] ?? Number.POSITIVE_INFINITY;
    const lastSeconds = this.source?.readyState === 'ended' ? Math.min(this.duration, endSeconds) : this.duration;
    return this.positionSeconds >= lastSeconds - END_SECONDS;
  }
  private isDamagedHere(): boolean {
    const at = this.positionSeconds;
    return !!this.source?.sourceBuffers.some(({ media }) =>
      media.some(({ isDamaged, startSeconds, endSeconds }) => isDamaged && startSeconds <= at && endSeconds > at),
    );
  }
}
