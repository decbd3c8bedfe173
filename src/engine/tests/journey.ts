/** Any sequence of what a player may do, played against an engine: samples, caps, ladders, seeks, rates, looks at transfers. */
import fc from 'fast-check';
import type { AbrEngine, Decision, DownloadSample, InFlightSegment, Rendition, Situation } from '../index.ts';
import { makeRendition, makeSituation } from './make.ts';

/** How often a property is tried; `EVENKEEL_PROPERTY_FACTOR=50 npx vitest run properties` tries harder. */
export const tries = (runs: number): { readonly numRuns: number } => ({
  numRuns: Math.ceil(runs * Number(globalThis.process?.env.EVENKEEL_PROPERTY_FACTOR ?? 1)),
});

/** One thing that happens. Times are steps: the clock only goes on, except where `jump` says otherwise. */
export type Step =
  | { readonly do: 'ladder'; readonly renditions: readonly Rendition[] }
  | { readonly do: 'allow'; readonly allowed: readonly boolean[] }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'jump'; readonly seconds: number }
  | { readonly do: 'sample'; readonly sample: Partial<DownloadSample> }
  | { readonly do: 'look'; readonly inFlight: InFlightSegment }
  | { readonly do: 'seek' }
  | { readonly do: 'play'; readonly playing: boolean; readonly playbackRate: number }
  | { readonly do: 'buffer'; readonly bufferSeconds: number }
  | { readonly do: 'content'; readonly change: Partial<Situation> }
  | { readonly do: 'decide' };

/** What an engine was asked and what it answered. */
export interface Answer {
  readonly situation: Situation;
  readonly decision: Decision;
}

const MAX_RUNGS = 10;
const flags = fc.array(fc.boolean(), { minLength: MAX_RUNGS, maxLength: MAX_RUNGS });
const hosts = fc.option(fc.constantFrom('a.test', 'b.test', 'c.test'), { nil: undefined });
const seconds = (max: number): fc.Arbitrary<number> => fc.double({ min: 0, max, noNaN: true });
/** What only a broken clock or loader measures. */
const broken = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 1e-12, 1e300);
const measured = (max: number): fc.Arbitrary<number> => fc.oneof({ weight: 20, arbitrary: seconds(max) }, { weight: 1, arbitrary: broken });

export const rendition: fc.Arbitrary<Rendition> = fc
  .record({
    rate: fc.integer({ min: 30_000, max: 80_000_000 }),
    peak: fc.double({ min: 1, max: 4, noNaN: true }),
    heightPixels: fc.constantFrom(0, 144, 240, 360, 480, 720, 1080, 2160),
    smooth: fc.boolean(),
    powerEfficient: fc.boolean(),
    qualityScore: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
    sizeRatio: fc.option(fc.double({ min: 0.05, max: 3, noNaN: true }), { nil: undefined }),
    playlistDelaySeconds: fc.option(seconds(3), { nil: undefined }),
  })
  .map(({ rate, peak, sizeRatio, ...rest }) =>
    makeRendition(rate, { ...rest, peakRateBitsPerSecond: rate * peak, nextSegmentBits: sizeRatio && rate * 4 * sizeRatio }),
  );
const ladder = fc.array(rendition, { minLength: 1, maxLength: MAX_RUNGS });

const sample: fc.Arbitrary<Partial<DownloadSample>> = fc
  .record({
    rate: fc.double({ min: 10_000, max: 500_000_000, noNaN: true }),
    transferSeconds: measured(30),
    ttfbSeconds: measured(3),
    host: hosts,
    kind: fc.constantFrom('main', 'main', 'main', 'audio', 'other'),
    fromCache: fc.constantFrom(undefined, undefined, false, true),
    sourceLimited: fc.constantFrom(undefined, undefined, false, true),
    partial: fc.constantFrom(undefined, undefined, true),
    sizeBits: fc.option(measured(1e9), { nil: undefined, freq: 8 }),
  })
  .map(({ rate, sizeBits, ...rest }) => ({ ...rest, sizeBits: sizeBits ?? rate * rest.transferSeconds }) as Partial<DownloadSample>);

const inFlight: fc.Arbitrary<InFlightSegment> = fc.record({
  renditionIndex: fc.integer({ min: 0, max: MAX_RUNGS - 1 }),
  elapsedSeconds: seconds(60),
  ttfbSeconds: fc.option(seconds(3), { nil: undefined }),
  loadedBits: seconds(1e8),
  totalBits: fc.option(seconds(1e9), { nil: undefined }),
  rescues: fc.integer({ min: 0, max: 3 }),
});

const content: fc.Arbitrary<Partial<Situation>> = fc
  .record({
    live: fc.option(
      fc.record({
        latencySeconds: seconds(60),
        targetLatencySeconds: seconds(20),
        maxPlaybackRate: fc.constantFrom(undefined, 1, 1.1, 2),
      }),
      { nil: undefined },
    ),
    segmentSeconds: fc.constantFrom(0.33, 1, 2, 4, 6, 10),
    maxBufferSeconds: fc.constantFrom(1, 4, 10, 30, 600),
    remainingSeconds: fc.oneof(seconds(7200), fc.constant(Number.POSITIVE_INFINITY)),
    contentType: fc.constantFrom(undefined, 'general' as const, 'animation' as const, 'sport' as const, 'documentary' as const),
    host: hosts,
    priorRateBitsPerSecond: fc.option(fc.oneof(fc.double({ min: 1e4, max: 1e8, noNaN: true }), broken), { nil: undefined }),
    device: fc.record({
      viewportWidthPixels: fc.integer({ min: 0, max: 4096 }),
      viewportHeightPixels: fc.integer({ min: 0, max: 2160 }),
      droppedFrameShare: fc.double({ min: 0, max: 1, noNaN: true }),
      saveData: fc.boolean(),
      lowBattery: fc.constantFrom(undefined, false, true),
    }),
  })
  .map(({ live, ...rest }) => ({ ...rest, live, ...(live && { remainingSeconds: Number.POSITIVE_INFINITY }) }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ladder' as const), renditions: ladder }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('allow' as const), allowed: flags }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: seconds(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), seconds: fc.constantFrom(-3600, -2, 3600, 1e6) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sample' as const), sample }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const), inFlight }) },
  { weight: 1, arbitrary: fc.constant({ do: 'seek' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('play' as const), playing: fc.boolean(), playbackRate: fc.constantFrom(0, 0.25, 1, 2, 16) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('buffer' as const), bufferSeconds: seconds(120) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('content' as const), change: content }) },
  { weight: 8, arbitrary: fc.constant({ do: 'decide' as const }) },
);

/** A ladder, what kind of content it is, and up to 60 things that happen. */
export const journey: fc.Arbitrary<readonly Step[]> = fc
  .tuple(ladder, content, fc.array(step, { maxLength: 60 }))
  .map(([renditions, change, steps]): readonly Step[] => [
    { do: 'ladder', renditions },
    { do: 'content', change },
    ...steps,
    { do: 'decide' },
  ]);

const lowest = (renditions: readonly Rendition[]): Rendition | undefined =>
  renditions.reduce<Rendition | undefined>(
    (least, each) => (least && least.rateBitsPerSecond <= each.rateBitsPerSecond ? least : each),
    undefined,
  );

/** Plays the steps; every choice becomes the current rendition. `onAnswer` sees the engine as it is after the answer. */
export function travel(engine: AbrEngine, steps: readonly Step[], onAnswer: (answer: Answer) => void = () => {}): Answer[] {
  let situation = makeSituation({ currentIndex: -1, playing: false, bufferSeconds: 0 });
  const answers: Answer[] = [];
  const answered = (decision: Decision): void => {
    answers.push({ situation, decision });
    onAnswer({ situation, decision });
    situation = { ...situation, currentIndex: decision.index };
  };
  for (const each of steps) {
    switch (each.do) {
      case 'ladder':
        engine.resetLadder();
        situation = { ...situation, renditions: each.renditions, currentIndex: -1, bufferSeconds: 0, playing: false };
        break;
      case 'allow': {
        const renditions = situation.renditions.map((one, index) => ({ ...one, allowed: each.allowed[index] === true }));
        const least = lowest(renditions);
        // A player that allows nothing has ended; that engines refuse this is a test of its own.
        situation = { ...situation, renditions: renditions.map((one) => ({ ...one, allowed: one.allowed || one === least })) };
        break;
      }
      case 'wait':
      case 'jump':
        situation = { ...situation, atSeconds: situation.atSeconds + each.seconds };
        break;
      case 'sample':
        engine.addSample({
          atSeconds: situation.atSeconds,
          sizeBits: 1e6,
          transferSeconds: 1,
          ttfbSeconds: 0.1,
          kind: 'main',
          ...each.sample,
        });
        break;
      case 'look': {
        const renditionIndex = each.inFlight.renditionIndex % situation.renditions.length;
        const rescue = engine.considerRescue(situation, { ...each.inFlight, renditionIndex });
        if (rescue) answered(rescue);
        break;
      }
      case 'seek':
        situation = { ...situation, bufferSeconds: 0, playing: false };
        break;
      case 'play':
        situation = { ...situation, playing: each.playing, playbackRate: each.playbackRate };
        break;
      case 'buffer':
        situation = { ...situation, bufferSeconds: each.bufferSeconds };
        break;
      case 'content':
        situation = { ...situation, ...each.change };
        break;
      case 'decide':
        answered(engine.decide(situation));
    }
  }
  return answers;
}
