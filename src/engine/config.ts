/**
 * Options in, one frozen config out. Every default stands here and nowhere else.
 * `resolveOptions` is total: unknown names, wrong types and wrong ranges throw at construction.
 */
import { flag, number, oneOf, ownValue, type Rule, type RuleTable, readOption, requireKnownKeys, whole } from './option-rules.ts';
import { characterOf, PRESETS, type Preset } from './presets.ts';
import { CONTENT_TYPES } from './quality.ts';
import { DEFAULT_SCALES, type Scales } from './scales.ts';
import type { ContentType } from './situation.ts';
import type { Weights } from './terms.ts';

/** How throughput is forecast. */
export interface PredictionOptions {
  /** Window of the forecast, seconds, 5..120; default 30. */
  readonly windowSeconds: number;
  /** Half-life of the fast mean, wall-clock seconds, 0.2..60; default 2.8. */
  readonly fastHalfLifeSeconds: number;
  /** Half-life of the slow mean, wall-clock seconds, 1..600; default 60. */
  readonly slowHalfLifeSeconds: number;
  /** Rate assumed before anything was measured or guessed, bits per second, > 0; default 1,000,000. */
  readonly initialRateBitsPerSecond: number;
  /** Time to first byte assumed before anything was measured, seconds, 0..10; default 0.1. */
  readonly initialRttSeconds: number;
  /**
   * Share of the fast mean, in log space, in the forecast of the next segment, 0..1; default 0.6. No bias: a constant
   * rate in gives the same rate out, and CMCD, content steering and people get the truth. Caution is the plan's.
   */
  readonly fastShare: number;
  /** Further ahead that share falls by half per this long, as links return to their mean, seconds, 1..1000; default 110. */
  readonly returnHalfLifeSeconds: number;
  /** Weight of a sample: (transfer time + offset, seconds) ^ exponent, 0..2; default 0.53. */
  readonly weightExponent: number;
  /** On a recovered link low segments come in no time, and must still outvote the collapse: seconds, 0..10; default 0.75. */
  readonly weightOffsetSeconds: number;
  /** Mean absolute log error expected of a network not known yet, 0.01..2; default 0.07. */
  readonly priorError: number;
  /** How many segments that expectation counts for, 0.1..100; default 12. */
  readonly priorErrorWeight: number;
  /** Errors fade by half in this many segments, 0.5..100; default 4.5. */
  readonly errorHalfLifeSegments: number;
  /** The same for the mean rate over the rest of the window, 0.01..2; default 0.05. */
  readonly priorWindowError: number;
  /** How strongly the share of the fast mean follows which mean has erred less in this session, 0..20; default 1.1. */
  readonly shareGain: number;
}

/** When a change of rendition is worth it. */
export interface SwitchingOptions {
  /** Least gain for a switch, in total score over a plan of four segments, 0..1; default 0.011. */
  readonly hysteresis: number;
  /** Share of what staying has given away since the last switch that counts towards the next, 0..1; default 1. */
  readonly forgoneShare: number;
  /** Rungs that one decision may climb once playback runs, whole, 1..100; default 1 ... */
  readonly maxStepUp: number;
  /** ... unless the goal gains this much more than that step, 0..1; default 0.011: a leap must be worth a switch by itself. */
  readonly leapGain: number;
  /** No climb for this long after a rescue, seconds, 0..120; default 1. */
  readonly recoverySeconds: number;
}

/** Which renditions suit this screen and this machine. */
export interface LimitOptions {
  /** Skip renditions beyond the one that fills the element; default false: they only lose device fit, as players' own defaults do not cap. */
  readonly capToViewport: boolean;
  /** With save-data, the tallest rendition considered, pixels, >= 0; 0 = ignore save-data; default 480. */
  readonly saveDataMaxHeight: number;
  /** Share of dropped frames from which heavier renditions lose device fit, 0..1; default 0.1. */
  readonly droppedFrameShare: number;
}

/** When a segment on its way is given up. */
export interface RescueOptions {
  /** Give up slow segments at all; default true. */
  readonly enabled: boolean;
  /** Rescues per segment, whole, 0..10; default 2. */
  readonly maxPerSegment: number;
  /** Not before this much of the request, seconds, 0..10; default 0.2. */
  readonly minElapsedSeconds: number;
  /** A transfer that needs less than this share of the buffer is in no danger, 0..10; default 0.16. */
  readonly dangerShare: number;
  /** Wait while the buffer pays for this many downloads of the lowest rendition, 0..20; default 1.5 ... */
  readonly fallbackFactor: number;
  /** ... and this much more, seconds, 0..20; default 0.44. */
  readonly fallbackMarginSeconds: number;
  /** A transfer that would outlast the buffer is given this long to recover, seconds, 0..60; default 8. */
  readonly hopelessSeconds: number;
  /** A restart must come within this share of the buffer at the transfer's own pace, 0..10; default 0.5. The lowest always may. */
  readonly restartShare: number;
  /** A transfer speaks for itself as much as the forecast does once it has run this long, seconds, 0..10; default 3.3. */
  readonly trustSeconds: number;
}

/** What is shown, and what its bytes cost. */
export interface ContentOptions {
  /** Kind of content; `general` (default) leaves it to the stream's own metadata. */
  readonly type: ContentType;
  /**
   * Price of bytes: quality (0..1 over the ladder) that a megabit per second must add to be worth loading, 0..1; default 0. At 0.04 and
   * a ladder of 0.24 to 8 Mbit/s the best rung without any other term is about 5 Mbit/s; the price doubles, that rung halves.
   */
  readonly pricePerMegabit: number;
}

/** The whole configuration, complete. */
export interface AbrConfig {
  readonly weights: Weights;
  readonly prediction: PredictionOptions;
  readonly switching: SwitchingOptions;
  readonly limits: LimitOptions;
  readonly content: ContentOptions;
  readonly rescue: RescueOptions;
  readonly scales: Scales;
}

/** What a caller may pass: a character, and any part of the configuration, which then counts instead of the character's. */
export type AbrOptions = { readonly [Group in keyof AbrConfig]?: Partial<AbrConfig[Group]> } & {
  /** Default `balanced`. */
  readonly preset?: Preset;
  /** From picture (0) to safety (1); default: where the preset stands (`balanced` 0.5). */
  readonly preference?: number;
};

const RULES: { readonly [Group in keyof AbrConfig]: { readonly [Name in keyof AbrConfig[Group]]: Rule<AbrConfig[Group][Name]> } } = {
  weights: {
    quality: number(0.3, 0, 100),
    sustainability: number(0.25, 0, 100),
    bufferSafety: number(0.25, 0, 100),
    smoothness: number(0.1, 0, 100),
    deviceFit: number(0.1, 0, 100),
  },
  prediction: {
    windowSeconds: number(30, 5, 120),
    fastHalfLifeSeconds: number(2.8, 0.2, 60),
    slowHalfLifeSeconds: number(60, 1, 600),
    initialRateBitsPerSecond: number(1_000_000, 1_000, 10_000_000_000),
    initialRttSeconds: number(0.1, 0, 10),
    fastShare: number(0.6, 0, 1),
    returnHalfLifeSeconds: number(110, 1, 1000),
    weightExponent: number(0.53, 0, 2),
    weightOffsetSeconds: number(0.75, 0, 10),
    priorError: number(0.07, 0.01, 2),
    priorErrorWeight: number(12, 0.1, 100),
    errorHalfLifeSegments: number(4.5, 0.5, 100),
    priorWindowError: number(0.05, 0.01, 2),
    shareGain: number(1.1, 0, 20),
  },
  switching: {
    hysteresis: number(0.011, 0, 1),
    forgoneShare: number(1, 0, 1),
    maxStepUp: whole(1, 1, 100),
    leapGain: number(0.011, 0, 1),
    recoverySeconds: number(1, 0, 120),
  },
  limits: {
    capToViewport: flag(false),
    saveDataMaxHeight: number(480, 0, 100_000),
    droppedFrameShare: number(0.1, 0, 1),
  },
  content: {
    type: oneOf(CONTENT_TYPES),
    pricePerMegabit: number(0, 0, 1),
  },
  rescue: {
    enabled: flag(true),
    maxPerSegment: whole(2, 0, 10),
    minElapsedSeconds: number(0.2, 0, 10),
    dangerShare: number(0.16, 0, 10),
    fallbackFactor: number(1.5, 0, 20),
    fallbackMarginSeconds: number(0.44, 0, 20),
    hopelessSeconds: number(8, 0, 60),
    restartShare: number(0.5, 0, 10),
    trustSeconds: number(3.3, 0, 10),
  },
  scales: Object.fromEntries(Object.entries(DEFAULT_SCALES).map(([name, value]) => [name, number(value, 0, 1000)])) as Record<
    keyof Scales,
    Rule<number>
  >,
};

/**
 * Checks `options` and fills in every default.
 *
 * @param otherNames further names on the same object that the caller reads itself.
 * @throws TypeError naming the path, the rule and the value received, e.g.
 * "weights.quality must be a number from 0 to 100, got \"high\" (string)".
 */
export function resolveOptions(options: AbrOptions = {}, otherNames: readonly string[] = []): AbrConfig {
  requireKnownKeys(options, 'options', [...Object.keys(RULES), ...otherNames, 'preset', 'preference']);
  const preset = readOption(options, 'preset', oneOf(PRESETS));
  const inCharacter = characterOf(preset, readOption(options, 'preference', number(0.5, 0, 1)));
  const groups = Object.entries(RULES as RuleTable).map(([group, rules]) => {
    const own = ownValue(options as Record<string, unknown>, group);
    const given = own === undefined ? {} : own;
    requireKnownKeys(given, group, Object.keys(rules));
    const values = Object.entries(rules).map(([name, rule]) => [
      name,
      readOption(given, name, rule, `${group}.${name}`) ?? inCharacter(name, rule.fallback),
    ]);
    // Copied: what grew property by property is slow to read.
    return [group, Object.freeze({ ...Object.fromEntries(values) })];
  });
  const config: AbrConfig = Object.freeze(Object.fromEntries(groups));
  if (!Object.values(config.weights).some((weight) => weight > 0))
    throw new TypeError('weights must have a positive sum, got 0: set at least one weight above 0');
  if (config.prediction.fastHalfLifeSeconds > config.prediction.slowHalfLifeSeconds) {
    throw new TypeError(
      `prediction.fastHalfLifeSeconds must not exceed prediction.slowHalfLifeSeconds, got ${config.prediction.fastHalfLifeSeconds} > ${config.prediction.slowHalfLifeSeconds}`,
    );
  }
  return config;
}

/** The configuration without any option. Frozen. */
export const DEFAULT_CONFIG: AbrConfig = /* @__PURE__ */ resolveOptions();
