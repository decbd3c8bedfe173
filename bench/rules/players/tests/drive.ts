/** For tests: contexts, a rule that keeps its sessions, and calls by hand. */
import { createTrace } from 'evenkeel/link';
import {
  type Content,
  createContent,
  type Download,
  HLS_PLAYER,
  type PlayerModel,
  type PlayerView,
  type Rule,
  type RuleContext,
  type RuleSession,
  type SessionOptions,
  SHAKA_PLAYER,
  type TransferView,
} from 'evenkeel/simulator';
import { PLAYER_RULES } from '../index.ts';

export const SEGMENT_SECONDS = 4;

/** Constant sizes; peak equals average, so that what a player reads is what is written here. */
export function ladder(megabitsPerSecond: readonly number[], audioMegabitsPerSecond = 0): Content {
  return createContent({
    name: 'constant',
    segmentSeconds: SEGMENT_SECONDS,
    renditions: megabitsPerSecond.map((rate) => ({ rateBitsPerSecond: rate * 1e6 })),
    ...(audioMegabitsPerSecond > 0 ? { audio: { rateBitsPerSecond: audioMegabitsPerSecond * 1e6 } } : {}),
  });
}

const steady = (megabitsPerSecond: number) =>
  createTrace({ name: 'steady', segments: [{ durationSeconds: 1, rateBitsPerSecond: megabitsPerSecond * 1e6 }], loops: true });

export function contextOf(content: Content, player: PlayerModel): RuleContext {
  return {
    renditions: content.renditions,
    segmentSeconds: content.segmentSeconds,
    player,
    durationSeconds: 180,
    seed: 1,
    audioRateBitsPerSecond: 0,
    future: { trace: steady(5), traceOffsetSeconds: 0, rttSeconds: 0.05, slowStart: true, content, contentSeconds: 180, playbackRate: 1 },
  };
}

/** A session on a constant link without slow start. */
export function onSteadyLink(megabitsPerSecond: number, content: Content, player: PlayerModel): SessionOptions {
  return { trace: steady(megabitsPerSecond), rttSeconds: 0.02, slowStart: false, content, player, contentSeconds: 120 };
}

export const playerOf = (name: string): PlayerModel => (name === 'shaka' ? SHAKA_PLAYER : HLS_PLAYER);

export async function loadRule(name: string): Promise<Rule> {
  const entry = PLAYER_RULES.find((each) => each.name === name);
  if (!entry) throw new Error(`no rule ${name}`);
  return entry.load();
}

/** A rule whose sessions can be looked at afterwards. */
export function keepSessions<Session extends RuleSession>(rule: Rule): Rule & { readonly sessions: Session[] } {
  const sessions: Session[] = [];
  const start = (context: RuleContext): RuleSession => {
    const session = rule.start(context);
    sessions.push(session as Session);
    return session;
  };
  return { name: rule.name, sessions, start };
}

export function viewAt(atSeconds: number, bufferSeconds: number, currentIndex = -1): PlayerView {
  return {
    atSeconds,
    segmentIndex: 0,
    currentIndex,
    bufferSeconds,
    maxBufferSeconds: 30,
    playbackRate: 1,
    started: bufferSeconds > 0,
    stalled: false,
    remainingSeconds: 100,
    latencySeconds: 0,
  };
}

export function transferOf(renditionIndex: number, requestSeconds: number, sizeBits: number, loadedBits = 0): TransferView {
  const firstByteSeconds = loadedBits > 0 ? requestSeconds + 0.1 : undefined;
  return { renditionIndex, segmentIndex: 1, requestSeconds, firstByteSeconds, loadedBits, sizeBits, restarts: 0 };
}

/** A segment that comes whole at some rate after 0.1 s, reported at its end; returns when that was. */
export function download(session: RuleSession, renditionIndex: number, requestSeconds: number, mbps: number, seconds: number): number {
  const sizeBits = mbps * 1e6 * seconds;
  const endSeconds = requestSeconds + 0.1 + seconds;
  session.requested?.(transferOf(renditionIndex, requestSeconds, sizeBits), viewAt(requestSeconds, 20, renditionIndex));
  const done: Download = {
    kind: 'main',
    renditionIndex,
    segmentIndex: 1,
    requestSeconds,
    firstByteSeconds: requestSeconds + 0.1,
    endSeconds,
    sizeBits,
    durationSeconds: SEGMENT_SECONDS,
    aborted: false,
  };
  session.downloaded?.(done, viewAt(endSeconds, 20, renditionIndex));
  return endSeconds;
}

export function playlist(session: RuleSession, renditionIndex: number, atSeconds: number): void {
  const times = { requestSeconds: atSeconds, firstByteSeconds: atSeconds, endSeconds: atSeconds };
  const done: Download = {
    kind: 'playlist',
    renditionIndex,
    segmentIndex: 0,
    ...times,
    sizeBits: 8000,
    durationSeconds: 0,
    aborted: false,
  };
  session.downloaded?.(done, viewAt(atSeconds, 20, renditionIndex));
}
