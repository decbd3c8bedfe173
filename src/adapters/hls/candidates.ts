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

/** What the player permits now. */
export interface Permissions {
  /** `hls.minAutoLevel`. */
  readonly minIndex: number;
  /** `hls.maxAutoLevel`; may lie beyond the ladder's end when the application set a cap too high. */
  readonly maxIndex: number;
  /** Level whose codec family, range and frame rate must be kept; -1 = none known. */
  readonly baseIndex: number;
  /** The base was loaded (its own errors do not rule it out), not just proposed. */
  readonly baseLoaded: boolean;
  readonly nowMilliseconds: number;
  /** `config.errorPenaltyExpireMs`; 0 = errors are never forgiven. */
  readonly errorPenaltyExpireMilliseconds: number;
}

/** False once the platform said that this level will not play smoothly. */
export function isSmooth(level: Pick<LevelTraits, 'supportedResult'>): boolean {
  return !level.supportedResult?.decodingInfoResults?.some((info) => info.smooth === false);
}

function isPardoned(level: LevelTraits, permissions: Permissions): boolean {
  const { errorPenaltyExpireMilliseconds, nowMilliseconds } = permissions;
  const { loadError, fragmentError, loadErrorTime = 0 } = level;
  if (loadError === 0 && fragmentError === 0) return true;
  return (
    errorPenaltyExpireMilliseconds > 0 &&
    loadError > 0 &&
    loadErrorTime !== 0 &&
    nowMilliseconds - loadErrorTime > errorPenaltyExpireMilliseconds
  );
}

/** Same codec family and dynamic range, and no frame rate that falls on the way up or rises on the way down. */
function staysInFamily(level: LevelTraits, base: LevelTraits, isUp: boolean): boolean {
  if (base.codecSet && level.codecSet !== base.codecSet) return false;
  if (base.videoRange && level.videoRange !== base.videoRange) return false;
  return isUp ? level.frameRate >= base.frameRate : base.frameRate === 0 || level.frameRate <= base.frameRate;
}

/** Would hls.js consider `levels[index]` at all? */
export function isPermitted(levels: readonly LevelTraits[], index: number, permissions: Permissions): boolean {
  const { minIndex, maxIndex, baseIndex, baseLoaded } = permissions;
  const level = levels[index];
  if (!level || index < minIndex || index > maxIndex) return false;
  const isLoadedBase = baseLoaded && index === baseIndex;
  if (!isLoadedBase && !isPardoned(level, permissions)) return false;
  if (!isSmooth(level)) return false;
  const base = levels[baseIndex];
  return !base || staysInFamily(level, base, index > baseIndex);
}
