/** Sessions and instants for the tests of the published rules. */
import { createTrace, type NetworkTrace, type TraceSegment } from 'evenkeel/link';
import {
  type Content,
  createContent,
  type Download,
  type PlayerModel,
  type PlayerView,
  type Rule,
  type RuleContext,
  type RuleSession,
  type SessionRecord,
  SHAKA_PLAYER,
  simulateSession,
} from 'evenkeel/simulator';

/** Pensieve's rates, kbit/s. */
export const RATES = [300, 750, 1200, 1850, 2850, 4300];

export const contentOf = (kbps: readonly number[] = RATES, segmentSeconds = 4, scale: (segment: number) => number = () => 1): Content =>
  createContent({
    name: 'test',
    segmentSeconds,
    renditions: kbps.map((rate) => ({ rateBitsPerSecond: rate * 1000 })),
    segmentSizeBits: Array.from({ length: 60 }, (_, segment) => kbps.map((rate) => rate * 1000 * segmentSeconds * scale(segment))),
  });

/** On demand, asked at the request, goal by time alone. */
export const vod = (bufferGoalSeconds: number): PlayerModel => ({
  ...SHAKA_PLAYER,
  name: 'vod',
  bufferGoalSeconds,
  asksRuleAt: 'request',
  pollSeconds: 0.1,
});

export const live = (targetLatencySeconds: number): PlayerModel => ({ ...vod(30), name: 'live', live: { targetLatencySeconds } });

export const constant = (kbps: number): NetworkTrace => traceOf([{ durationSeconds: 100, rateBitsPerSecond: kbps * 1000 }]);

export const traceOf = (segments: readonly TraceSegment[]): NetworkTrace => createTrace({ name: 'test', segments });

/** Seeded numbers in 0..1, unlike those of the rules. */
export function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A line whose rate wanders by log-normal steps, with outages. */
export function wandering(seed: number, kbps: number): NetworkTrace {
  const draw = random(seed);
  let level = 0;
  return traceOf(
    Array.from({ length: 150 }, () => {
      level = 0.8 * level + (draw() + draw() + draw() - 1.5);
      return { durationSeconds: 2, rateBitsPerSecond: draw() < 0.03 ? 0 : kbps * 1000 * Math.exp(level) };
    }),
  );
}

export function play(rule: Rule, trace: NetworkTrace, options: Partial<Parameters<typeof simulateSession>[0]> = {}): SessionRecord {
  return simulateSession(
    { trace, content: contentOf(), player: vod(60), contentSeconds: 240, sizesKnown: true, rttSeconds: 0.05, ...options },
    rule,
  );
}

export const rungs = (record: SessionRecord): number[] => record.segments.map((segment) => segment.renditionIndex);

/** A rule's context without a simulator. */
export function contextOf(options: { content?: Content; player?: PlayerModel; sizesKnown?: boolean; seed?: number } = {}): RuleContext {
  const { content = contentOf(), player = vod(60), sizesKnown = false, seed = 1 } = options;
  return {
    renditions: content.renditions,
    segmentSeconds: content.segmentSeconds,
    player,
    durationSeconds: 240,
    seed,
    audioRateBitsPerSecond: 0,
    future: { trace: constant(1000), traceOffsetSeconds: 0, rttSeconds: 0, slowStart: true, content, contentSeconds: 180, playbackRate: 1 },
    ...(sizesKnown ? { sizeBits: (rung: number, segment: number) => content.sizeBits[rung]?.[segment % content.segmentCount] ?? 0 } : {}),
  };
}

/** A player in the middle of a film. */
export const viewOf = (changes: Partial<PlayerView> = {}): PlayerView => ({
  atSeconds: 100,
  segmentIndex: 20,
  currentIndex: 2,
  bufferSeconds: 20,
  maxBufferSeconds: 60,
  playbackRate: 1,
  started: true,
  stalled: false,
  remainingSeconds: 160,
  latencySeconds: 0,
  ...changes,
});

/** Tells a session of one whole segment at a throughput, ending at the view's time. */
export function deliver(session: RuleSession, kbps: number, view: PlayerView, rung = view.currentIndex, segmentSeconds = 4): void {
  const sizeBits = (RATES[rung] as number) * 1000 * segmentSeconds;
  const requestSeconds = view.atSeconds - sizeBits / (kbps * 1000);
  const download: Download = {
    kind: 'main',
    renditionIndex: rung,
    segmentIndex: view.segmentIndex,
    requestSeconds,
    firstByteSeconds: requestSeconds,
    endSeconds: view.atSeconds,
    sizeBits,
    durationSeconds: segmentSeconds,
    aborted: false,
  };
  session.downloaded?.(download, view);
}
