/** What is fitted: every inner scale, and the numbers of prediction, rescue and switching. Never the five weights, which are what is wanted. */
import { type AbrConfig, type AbrOptions, DEFAULT_CONFIG, resolveOptions } from 'evenkeel';
import { UsageError } from '../command/usage-error.ts';

export const GROUPS = ['scales', 'prediction', 'rescue', 'switching'] as const;
export type Group = (typeof GROUPS)[number];

/** One number of the options. On its axis of the search, x = 0 is where it starts and 1 is 30 % more. */
export interface Parameter {
  readonly group: Group;
  readonly name: string;
  readonly start: number;
  readonly least: number;
  readonly most: number;
}

/** ln of the factor that one unit of an axis stands for. */
const LOG_STEP = 0.3;
/** No number leaves an eighth to eight times its start: a fit of some hundred sessions knows nothing of such places. */
const REACH = 8;
/** Digits that count: the options are tried as they will be written. */
const DIGITS = 4;

type Range = readonly [least: number, most: number];

/** What the plugin accepts, and shares that end at 1. `scales` that are not named: 0 to 1000. */
const RANGES: Readonly<Record<Group, Readonly<Record<string, Range>>>> = {
  scales: {
    // Longer plans cost time in every decision.
    horizonSeconds: [4, 40],
    maxHorizonSeconds: [8, 90],
    bufferCredit: [0, 1],
    bestShare: [0, 1],
  },
  prediction: {
    fastHalfLifeSeconds: [0.2, 60],
    slowHalfLifeSeconds: [1, 600],
    fastShare: [0, 1],
    returnHalfLifeSeconds: [1, 1000],
    weightExponent: [0, 2],
    weightOffsetSeconds: [0, 10],
    priorError: [0.01, 2],
    priorErrorWeight: [0.1, 100],
    errorHalfLifeSegments: [0.5, 100],
    priorWindowError: [0.01, 2],
    shareGain: [0, 20],
  },
  rescue: {
    minElapsedSeconds: [0, 10],
    dangerShare: [0, 10],
    fallbackFactor: [0, 20],
    fallbackMarginSeconds: [0, 20],
    hopelessSeconds: [0, 60],
    restartShare: [0, 10],
    trustSeconds: [0, 10],
  },
  switching: { hysteresis: [0, 1], leapGain: [0, 1] },
};

/**
 * The parameters at a configuration. A number that is 0 there is left alone: there is no factor from it to anywhere.
 *
 * @param only groups (`scales`) and single options (`rescue.dangerShare`); undefined: all.
 * @throws UsageError for a name that is none of them.
 */
export function listParameters(config: AbrConfig = DEFAULT_CONFIG, only?: readonly string[]): Parameter[] {
  const all = GROUPS.flatMap((group) => {
    const values = config[group] as unknown as Readonly<Record<string, number>>;
    const names = group === 'scales' ? Object.keys(values) : Object.keys(RANGES[group]);
    return names.flatMap((name): Parameter[] => {
      const start = values[name];
      if (start === undefined || start === 0) return [];
      const [least, most] = RANGES[group][name] ?? [0, 1000];
      return [
        {
          group,
          name,
          start,
          least: Math.min(start, Math.max(least, start / REACH)),
          most: Math.max(start, Math.min(most, start * REACH)),
        },
      ];
    });
  });
  for (const name of only ?? []) {
    if (!all.some((each) => isNamed(each, name))) {
      throw new UsageError(`--only knows ${GROUPS.join(', ')} and single options such as rescue.dangerShare, got "${name}"`);
    }
  }
  return all.filter((each) => only === undefined || only.some((name) => isNamed(each, name)));
}

const isNamed = ({ group, name }: Parameter, asked: string): boolean => asked === group || asked === `${group}.${name}`;

/** The value at a place of the axis, as it will be written. */
export function valueAt({ start, least, most }: Parameter, x: number): number {
  if (x === 0) return start;
  const value = Math.min(Math.max(start * Math.exp(LOG_STEP * x), least), most);
  return Math.min(Math.max(Number(value.toPrecision(DIGITS)), least), most);
}

/** Options at a point of the search: `base` with the fitted numbers in it. The plugin accepts them. */
export function optionsAt(parameters: readonly Parameter[], point: readonly number[], base: AbrOptions = {}): AbrOptions {
  const groups: Partial<Record<Group, Record<string, number>>> = {};
  parameters.forEach((parameter, i) => {
    const { group, name } = parameter;
    groups[group] = { ...groups[group], [name]: valueAt(parameter, point[i] as number) };
  });
  const merged = { ...base };
  for (const [group, values] of Object.entries(groups)) Object.assign(merged, { [group]: { ...base[group as Group], ...values } });
  return withOrderedHalfLives(merged);
}

/** A fast mean that is slower than the slow one would be refused. */
function withOrderedHalfLives(options: AbrOptions): AbrOptions {
  const { fastHalfLifeSeconds, slowHalfLifeSeconds } = { ...DEFAULT_CONFIG.prediction, ...options.prediction };
  if (fastHalfLifeSeconds <= slowHalfLifeSeconds) return options;
  return { ...options, prediction: { ...options.prediction, fastHalfLifeSeconds: slowHalfLifeSeconds } };
}

/** Options that a file holds. Throws `UsageError` for what the plugin would refuse. */
export function checkOptions(file: string, text: string): AbrOptions {
  try {
    const options = JSON.parse(text) as AbrOptions;
    resolveOptions(options);
    return options;
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
