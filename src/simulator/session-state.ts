/** What the parts of one session share. */
import { Link } from '../link/index.ts';
import type { Content } from './content.ts';
import { Playback } from './playback.ts';
import { bufferGoal, type PlayerModel } from './player-model.ts';
import type { PlayerView, Rule, RuleSession } from './rule.ts';
import { RuleError } from './rule-error.ts';
import { DEFAULT_CONTENT_SECONDS, DEFAULT_RTT_SECONDS, type SessionOptions } from './session-options.ts';

/** `PlayerView` as its owner changes it. */
export type MutableView = { -readonly [Key in keyof PlayerView]: PlayerView[Key] };

export class SessionState {
  readonly content: Content;
  readonly player: PlayerModel;
  readonly link: Link;
  readonly playback: Playback;
  /** Whole segments to play. */
  readonly segmentCount: number;
  readonly contentSeconds: number;
  /** Media end of what is buffered, seconds; audio follows video where it has no requests of its own. */
  mainEndSeconds = 0;
  audioEndSeconds: number;
  nowSeconds = 0;
  totalBits = 0;
  wastedBits = 0;
  private readonly rule: Rule;
  private readonly session: RuleSession;
  private readonly view: MutableView;

  constructor(options: SessionOptions, rule: Rule) {
    const { content, player, trace, traceOffsetSeconds = 0, rttSeconds = DEFAULT_RTT_SECONDS, playbackRate = 1 } = options;
    const { contentSeconds = DEFAULT_CONTENT_SECONDS, slowStart = true, sizesKnown = false, seed = 1 } = options;
    requirePositive(contentSeconds, 'contentSeconds');
    requirePositive(playbackRate, 'playbackRate');
    this.content = content;
    this.player = player;
    this.rule = rule;
    this.segmentCount = Math.ceil(contentSeconds / content.segmentSeconds - 1e-9);
    this.contentSeconds = this.segmentCount * content.segmentSeconds;
    this.audioEndSeconds = content.audio ? 0 : Infinity;
    this.link = new Link({ trace, rttSeconds, traceOffsetSeconds, ...(slowStart ? { slowStart: {} } : {}) });
    this.playback = new Playback(this.contentSeconds, playbackRate, player.live?.targetLatencySeconds ?? 0);
    this.view = {
      atSeconds: 0,
      segmentIndex: 0,
      currentIndex: -1,
      bufferSeconds: 0,
      maxBufferSeconds: this.goalSeconds(0),
      playbackRate,
      started: false,
      stalled: false,
      remainingSeconds: Infinity,
      latencySeconds: 0,
    };
    const context = {
      renditions: content.renditions,
      segmentSeconds: content.segmentSeconds,
      player,
      audioRateBitsPerSecond: content.audio?.rateBitsPerSecond ?? 0,
      durationSeconds: player.live ? Infinity : this.contentSeconds,
      seed,
      future: { trace, traceOffsetSeconds, rttSeconds, slowStart, content, contentSeconds: this.contentSeconds, playbackRate },
      ...(sizesKnown ? { sizeBits: (rendition: number, segment: number) => sizeIn(content, rendition, segment) } : {}),
    };
    try {
      this.session = rule.start(context);
    } catch (error) {
      throw RuleError.thrown(rule.name, 'start', 0, error);
    }
  }

  /** Where loading pauses while a rendition is loaded, seconds. hls.js reckons with its peak rate. */
  goalSeconds(rendition: number): number {
    return bufferGoal(this.player, this.content.renditions[Math.max(0, rendition)]?.peakRateBitsPerSecond ?? 1);
  }

  get bufferEndSeconds(): number {
    return Math.min(this.mainEndSeconds, this.audioEndSeconds);
  }

  /** The player now, as the rule sees it. */
  look(segmentIndex: number, currentIndex: number): PlayerView {
    const { view, playback, player } = this;
    view.atSeconds = this.nowSeconds;
    view.segmentIndex = segmentIndex;
    view.currentIndex = currentIndex;
    view.bufferSeconds = Math.max(0, this.bufferEndSeconds - playback.positionSeconds);
    view.playbackRate = playback.rate;
    view.started = playback.state !== 'starting';
    view.stalled = playback.state === 'stalled';
    view.latencySeconds = player.live ? playback.latencySeconds : 0;
    view.maxBufferSeconds = player.live
      ? Math.min(this.goalSeconds(currentIndex), Math.max(view.latencySeconds, player.live.targetLatencySeconds))
      : this.goalSeconds(currentIndex);
    view.remainingSeconds = player.live ? Infinity : this.contentSeconds - segmentIndex * this.content.segmentSeconds;
    return view;
  }

  /** Calls the rule; what it throws becomes a `RuleError`. */
  ask<Answer>(call: string, question: (session: RuleSession) => Answer): Answer {
    try {
      return question(this.session);
    } catch (error) {
      throw RuleError.thrown(this.rule.name, call, this.nowSeconds, error);
    }
  }

  get watchesTransfers(): boolean {
    return this.session.progress !== undefined;
  }

  /** An index into the ladder, or a `RuleError`. */
  checked(call: string, index: unknown): number {
    const count = this.content.renditions.length;
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= count) {
      throw RuleError.badIndex(this.rule.name, call, count, index);
    }
    return index as number;
  }
}

function sizeIn(content: Content, rendition: number, segment: number): number {
  return (content.sizeBits[rendition] as Float64Array)[segment % content.segmentCount] as number;
}

function requirePositive(value: number, name: string): void {
  if (!Number.isFinite(value) || value <= 0) throw new TypeError(`${name}: must be a finite number > 0, received ${value}`);
}
