/** One viewer's session under a virtual clock: from event to event, the same bits on every machine. */
import { AudioStream } from './audio-stream.ts';
import { MainStream } from './main-stream.ts';
import type { SessionRecord } from './record.ts';
import type { PlayerView, Rule } from './rule.ts';
import type { Seek, SessionOptions } from './session-options.ts';
import { SessionState } from './session-state.ts';

/** A session lasts at most this many times its content. */
const PATIENCE = 10;

/**
 * Plays `options.content` over `options.trace` with `rule` deciding.
 *
 * @throws RuleError when the rule throws or answers what is not in the ladder.
 * @throws TypeError when an option is out of range.
 */
export function simulateSession(options: SessionOptions, rule: Rule): SessionRecord {
  return new Session(options, rule).run();
}

class Session {
  private readonly state: SessionState;
  private readonly main: MainStream;
  private readonly audio: AudioStream | undefined;
  private readonly seeks: readonly Seek[];
  private seekCount = 0;
  private startsSeconds = Infinity;

  constructor(options: SessionOptions, rule: Rule) {
    this.state = new SessionState(options, rule);
    this.main = new MainStream(this.state);
    this.audio = options.content.audio ? new AudioStream(this.state) : undefined;
    this.seeks = options.player.live ? [] : (options.seeks ?? []);
  }

  run(): SessionRecord {
    const { state, main, audio } = this;
    const { playback, link } = state;
    const limitSeconds = PATIENCE * state.contentSeconds;
    main.begin();
    while (playback.state !== 'ended' && state.nowSeconds < limitSeconds) {
      const nextSeconds = Math.min(
        link.nextEventSeconds(),
        playback.nextEventSeconds(),
        main.nextSeconds,
        audio?.wakeSeconds ?? Infinity,
        this.nextSeekSeconds(),
        playback.state === 'starting' ? this.startsSeconds : Infinity,
        limitSeconds,
      );
      // Rounding may put an event a hair before now.
      state.nowSeconds = Math.max(state.nowSeconds, nextSeconds);
      const before = playback.state;
      playback.advanceTo(state.nowSeconds);
      link.advanceTo(state.nowSeconds);
      if (before === 'playing' && (playback.state as string) === 'stalled') this.tell('stall');
      if (state.nowSeconds >= this.nextSeekSeconds()) this.seek(this.seeks[this.seekCount++] as Seek);
      main.step();
      audio?.step(main.knowsManifest ? main.leadingIndex : -1);
      this.refill();
      if (state.player.live) this.catchUp();
    }
    return this.record(playback.state === 'ended');
  }

  /** New media may start playback, or end a stall. */
  private refill(): void {
    const { state } = this;
    const { playback, player } = state;
    const before = playback.state;
    const needed = before === 'starting' ? player.startBufferSeconds : player.resumeBufferSeconds;
    if (before === 'starting' && this.isDecoderLate(needed)) return;
    if (playback.refill(state.bufferEndSeconds, needed)) this.tell(before === 'starting' ? 'start' : 'resume');
  }

  /** The first frame comes this much after the media for it. */
  private isDecoderLate(neededSeconds: number): boolean {
    const { state } = this;
    const { bufferEndSeconds, contentSeconds, nowSeconds, player } = state;
    const isEnough = bufferEndSeconds > 0 && (bufferEndSeconds >= neededSeconds || bufferEndSeconds >= contentSeconds);
    if (!isEnough) return true;
    if (this.startsSeconds === Infinity) this.startsSeconds = nowSeconds + (player.startLatencySeconds ?? 0);
    return nowSeconds < this.startsSeconds;
  }

  private catchUp(): void {
    const { state } = this;
    const { live } = state.player;
    if (!live?.catchUpRate || live.catchUpRate === 1) return;
    const isLate = state.playback.latencySeconds > live.targetLatencySeconds + state.content.segmentSeconds / 2;
    // Playing faster from an almost empty buffer would buy latency with a stall.
    state.playback.rate = isLate && state.playback.bufferSeconds > state.content.segmentSeconds / 2 ? live.catchUpRate : 1;
  }

  private nextSeekSeconds(): number {
    const seek = this.seeks[this.seekCount];
    const { playback } = this.state;
    return seek && playback.state !== 'starting' ? playback.startupSeconds + seek.atSeconds : Infinity;
  }

  private seek({ toSeconds }: Seek): void {
    const { state, main, audio } = this;
    const { content, playback } = state;
    const target = Math.min(Math.max(0, toSeconds), state.contentSeconds - content.segmentSeconds);
    const isBuffered = target >= playback.positionSeconds && target < state.bufferEndSeconds;
    if (!isBuffered) {
      state.wastedBits += this.unplayedBits();
      const segmentIndex = Math.floor(target / content.segmentSeconds + 1e-9);
      const startSeconds = segmentIndex * content.segmentSeconds;
      state.mainEndSeconds = startSeconds;
      if (audio) state.audioEndSeconds = startSeconds;
      playback.seek(target, startSeconds);
      main.seekTo(segmentIndex);
      audio?.seekTo(segmentIndex);
    } else {
      playback.seek(target, state.bufferEndSeconds);
    }
    this.tell('seek');
  }

  /** Video in the buffer that the playhead has not reached, bits. */
  private unplayedBits(): number {
    const { state, main } = this;
    const { segmentSeconds } = state.content;
    let bits = 0;
    for (let i = main.segments.length - 1, end = state.mainEndSeconds; i >= 0 && end > state.playback.positionSeconds; i--) {
      const unplayed = Math.min(segmentSeconds, end - state.playback.positionSeconds);
      bits += ((main.segments[i]?.sizeBits ?? 0) * unplayed) / segmentSeconds;
      end -= segmentSeconds;
    }
    return bits;
  }

  private tell(change: 'start' | 'stall' | 'resume' | 'seek'): void {
    const { state, main } = this;
    const view: PlayerView = state.look(main.leadingIndex, main.segments.at(-1)?.renditionIndex ?? -1);
    state.ask('playback', (rule) => rule.playback?.(change, view));
  }

  private record(ended: boolean): SessionRecord {
    const { state, main } = this;
    const { playback } = state;
    playback.finish();
    return {
      startupSeconds: playback.startupSeconds,
      stalls: playback.stalls,
      seekWaitSeconds: playback.seekWaitSeconds,
      sessionSeconds: state.nowSeconds,
      playedSeconds: playback.playedSeconds,
      segments: main.segments,
      totalBits: state.totalBits,
      wastedBits: state.wastedBits,
      meanLatencySeconds: playback.playingSeconds > 0 && state.player.live ? playback.latencyIntegral / playback.playingSeconds : 0,
      outcome: ended ? 'end' : 'gave-up',
    };
  }
}
