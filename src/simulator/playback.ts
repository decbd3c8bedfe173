/** The playhead: starts, drains the buffer, stalls, seeks, ends. Advanced by its owner, never by a clock. */
import type { StallRecord } from './record.ts';

export type PlaybackState = 'starting' | 'playing' | 'stalled' | 'seeking' | 'ended';

export class Playback {
  state: PlaybackState = 'starting';
  positionSeconds = 0;
  /** Media up to here can be played: the smaller of audio and video. */
  bufferEndSeconds = 0;
  rate: number;
  startupSeconds = 0;
  playedSeconds = 0;
  seekWaitSeconds = 0;
  /** Latency summed over playing time, for the mean. */
  latencyIntegral = 0;
  playingSeconds = 0;
  readonly stalls: StallRecord[] = [];
  private nowSeconds = 0;
  private sinceSeconds = 0;
  private readonly endSeconds: number;
  /** Latency is `now + edgeSeconds - position`. */
  private readonly edgeSeconds: number;

  constructor(endSeconds: number, rate: number, edgeSeconds: number) {
    this.endSeconds = endSeconds;
    this.rate = rate;
    this.edgeSeconds = edgeSeconds;
  }

  get bufferSeconds(): number {
    return this.bufferEndSeconds - this.positionSeconds;
  }

  /** When the media in the buffer will have been played, session seconds. */
  nextEventSeconds(): number {
    return this.state === 'playing' ? this.nowSeconds + this.bufferSeconds / this.rate : Infinity;
  }

  /** Moves to an instant, at most `nextEventSeconds()`. */
  advanceTo(atSeconds: number): void {
    if (this.state === 'playing') {
      const seconds = atSeconds - this.nowSeconds;
      const from = this.positionSeconds;
      // Ends exactly on the buffer's end: rounding must not leave a sliver that never drains.
      const dry = atSeconds >= this.nextEventSeconds();
      this.positionSeconds = dry ? this.bufferEndSeconds : Math.min(from + seconds * this.rate, this.bufferEndSeconds);
      this.playedSeconds += this.positionSeconds - from;
      this.playingSeconds += seconds;
      const middle = (from + this.positionSeconds) / 2;
      this.latencyIntegral += seconds * ((this.nowSeconds + atSeconds) / 2 + this.edgeSeconds - middle);
      this.nowSeconds = atSeconds;
      if (dry) this.enter(this.positionSeconds >= this.endSeconds ? 'ended' : 'stalled');
    }
    this.nowSeconds = atSeconds;
  }

  /** More media came; plays on if it is enough. True when the state changed. */
  refill(bufferEndSeconds: number, neededSeconds: number): boolean {
    this.bufferEndSeconds = bufferEndSeconds;
    if (this.state === 'playing' || this.state === 'ended') return false;
    const enough = this.bufferSeconds > 0 && (this.bufferSeconds >= neededSeconds || bufferEndSeconds >= this.endSeconds);
    if (!enough) return false;
    const waited = this.nowSeconds - this.sinceSeconds;
    if (this.state === 'starting') this.startupSeconds = this.nowSeconds;
    else if (this.state === 'stalled') this.stalls.push({ startSeconds: this.sinceSeconds, durationSeconds: waited });
    else this.seekWaitSeconds += waited;
    this.enter('playing');
    return true;
  }

  /** Jumps; an empty buffer there is waited for. */
  seek(toSeconds: number, bufferEndSeconds: number): void {
    if (this.state === 'stalled') {
      this.stalls.push({ startSeconds: this.sinceSeconds, durationSeconds: this.nowSeconds - this.sinceSeconds });
    }
    this.positionSeconds = toSeconds;
    this.bufferEndSeconds = bufferEndSeconds;
    this.enter(this.bufferSeconds > 0 ? 'playing' : 'seeking');
  }

  /** The session stops here, wherever it is. */
  finish(): void {
    if (this.state === 'starting') this.startupSeconds = this.nowSeconds;
    if (this.state === 'seeking') this.seekWaitSeconds += this.nowSeconds - this.sinceSeconds;
    if (this.state === 'stalled') {
      this.stalls.push({ startSeconds: this.sinceSeconds, durationSeconds: this.nowSeconds - this.sinceSeconds });
    }
  }

  get latencySeconds(): number {
    return this.nowSeconds + this.edgeSeconds - this.positionSeconds;
  }

  private enter(state: PlaybackState): void {
    this.state = state;
    this.sinceSeconds = this.nowSeconds;
  }
}
