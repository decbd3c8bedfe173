/**
 * Which levels hls.js itself would permit in automatic mode. The built-in rule applies these filters inside its
 * private search, so a plugin has to apply them again: a level outside them may not decode, or not be allowed.
 */
import type { Level } from 'hls.js';

/** The part of a hls.js level that decides whether it is permitted. */
export type LevelTraits = Pick<Level, 'codecSet' | 'videoRange' | 'frameRate' | 'loadError' | 'fragmentError'> & {
  readonly loadErrorTime?: number;
  readonly supportedResult?: Level['supportedResult'];
};

/** What hls.js permits now; an `Hls` instance is one. */
export interface Permissions {
  readonly levels: readonly LevelTraits[];
  readonly minAutoLevel: number;
  /** May lie beyond the ladder's end when the application set a cap too high. */
  readonly maxAutoLevel: number;
  /** `errorPenaltyExpireMs` 0 = errors are never forgiven. Older versions have no such option. */
  readonly config: { readonly errorPenaltyExpireMs?: number };
}

/** False once the platform said that this level will not play smoothly, or efficiently. */
export function decodes({ supportedResult }: Pick<LevelTraits, 'supportedResult'>, how: 'smooth' | 'powerEfficient'): boolean {
  return !supportedResult?.decodingInfoResults?.some((info) => info[how] === false);
}

/** No errors, or errors so old that hls.js forgives them. */
function isPardoned({ loadError, fragmentError, loadErrorTime }: LevelTraits, expireMilliseconds = 0, nowMilliseconds: number): boolean {
  if (!loadError) return !fragmentError;
  return expireMilliseconds > 0 && !!loadErrorTime && nowMilliseconds - loadErrorTime > expireMilliseconds;
}

/** Same codec family and dynamic range, and no frame rate that falls on the way up or rises on the way down. */
function staysInFamily(level: LevelTraits, base: LevelTraits, isUp: boolean): boolean {
  if (base.codecSet && level.codecSet !== base.codecSet) return false;
  if (base.videoRange && level.videoRange !== base.videoRange) return false;
  return isUp ? level.frameRate >= base.frameRate : !base.frameRate || level.frameRate <= base.frameRate;
}

/**
 * Would hls.js consider `levels[index]` at all?
 *
 * @param baseIndex level whose family must be kept; -1 = none known.
 * @param baseLoaded the base was loaded (its own errors do not rule it out), not just proposed.
 */
export function isPermitted(
  { levels, minAutoLevel, maxAutoLevel, config }: Permissions,
  index: number,
  baseIndex: number,
  baseLoaded: boolean,
  nowMilliseconds: number,
): boolean {
  const level = levels[index];
  const base = levels[baseIndex];
  return (
    !!level &&
    index >= minAutoLevel &&
    index <= maxAutoLevel &&
    ((baseLoaded && index === baseIndex) || isPardoned(level, config.errorPenaltyExpireMs, nowMilliseconds)) &&
    decodes(level, 'smooth') &&
    (!base || staysInFamily(level, base, index > baseIndex))
  );
}
