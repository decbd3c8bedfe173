import type { RandomStream } from '../../link/index.ts';

/**
 * The statistical model behind every family: one session's rate, second by second, is
 *
 *   session mean x state level x slot level x slow noise x fast noise, or what an outage leaves of it.
 *
 * All chances are per second, all noises are log-normal; spreads are standard deviations of the natural logarithm.
 */
export interface SessionModel {
  /** Median over sessions of the mean rate outside outages, bits per second. */
  readonly medianBitsPerSecond: number;
  /** Spread of that mean over sessions. */
  readonly spread: number;
  /** Spread over sessions of a factor on both noises: some lines are calm, others rough. */
  readonly roughnessSpread: number;
  /** Fading over tens of seconds. */
  readonly slow: Noise;
  /** Flutter from second to second. */
  readonly fast: Noise;
  /** A Markov chain; empty for one level. */
  readonly states: readonly State[];
  /** A network that hands out capacity anew at fixed times. */
  readonly slots?: Slots;
  readonly outages: Outages;
}

/** AR(1) noise around 0 in the logarithm. */
export interface Noise {
  /** Share kept from one second to the next, 0..1. */
  readonly memory: number;
  readonly spread: number;
}

/** A condition that lasts a while; the next one is any other with equal chance. */
export interface State {
  /** For readers of this code. */
  readonly name: string;
  /** Relative rate; only ratios between states matter. */
  readonly level: number;
  /** Mean stay (geometric), seconds, >= 1. */
  readonly meanSeconds: number;
}

export interface Slots {
  readonly seconds: number;
  /** Spread of a slot's own level. */
  readonly spread: number;
  /** Share of the rate left in the first second of a slot. */
  readonly firstSecondShare: number;
}

export interface Outages {
  /** Starts in an hour outside outages, in the median session. */
  readonly perHour: number;
  /** Spread of that number over sessions: most have few, some have many. */
  readonly sessionSpread: number;
  /** Chance that a change of state comes with an outage: a handover that fails or waits. Default 0. */
  readonly onStateChange?: number;
  /** Share of long ones, and the mean length of both kinds (geometric), seconds. */
  readonly longShare: number;
  readonly shortSeconds: number;
  readonly longSeconds: number;
}

/** Below this a second counts as an outage, bits per second: a fifth of the lowest rung in use. */
export const OUTAGE_BITS_PER_SECOND = 50_000;

/** Rates of one session, bits per second, one a second, in steps of 1 kbit/s. */
export function drawRates(model: SessionModel, random: RandomStream, seconds: number): number[] {
  const sessionMean = model.medianBitsPerSecond * Math.exp(model.spread * random.normal());
  const roughness = Math.exp(model.roughnessSpread * random.normal());
  const slow = wander(model.slow, roughness, random);
  const fast = wander(model.fast, roughness, random);
  const level = stateLevels(model.states, random);
  const slot = slotLevels(model.slots, random);
  const outage = outages(model.outages, random);
  const rates: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const state = level();
    const share = slot() * slow() * fast();
    const rate = outage(state.changed) ? outageRate(random) : sessionMean * state.level * share;
    // Rounding keeps the numbers equal on machines whose exponential differs in the last digit.
    rates.push(Math.round(rate / 1000) * 1000);
  }
  return rates;
}

/** Factors with mean 1: the exponential of a normal has mean exp(spread^2 / 2), which is taken off. */
function wander(noise: Noise, roughness: number, random: RandomStream): () => number {
  const spread = noise.spread * roughness;
  const fresh = Math.sqrt(1 - noise.memory * noise.memory) * spread;
  let level = spread * random.normal();
  return () => {
    level = noise.memory * level + fresh * random.normal();
    return Math.exp(level - (spread * spread) / 2);
  };
}

interface StateLevel {
  readonly level: number;
  readonly changed: boolean;
}

/** State levels with mean 1 over the chain's own shares of time. */
function stateLevels(states: readonly State[], random: RandomStream): () => StateLevel {
  if (states.length === 0) return () => ({ level: 1, changed: false });
  // Every state is entered equally often, so its share of time is its stay over the sum of stays.
  const totalSeconds = states.reduce((sum, state) => sum + state.meanSeconds, 0);
  const mean = states.reduce((sum, state) => sum + state.level * state.meanSeconds, 0) / totalSeconds;
  let place = random.uniform() * totalSeconds;
  let current = states.findIndex((state) => {
    place -= state.meanSeconds;
    return place < 0;
  });
  if (current < 0) current = states.length - 1;
  return () => {
    const before = current;
    if (random.uniform() < 1 / (states[current] as State).meanSeconds) {
      current = (current + 1 + Math.floor(random.uniform() * (states.length - 1))) % states.length;
    }
    return { level: (states[current] as State).level / mean, changed: current !== before };
  };
}

/** Slot levels with mean 1, the first second's dip included. */
function slotLevels(slots: Slots | undefined, random: RandomStream): () => number {
  if (slots === undefined) return () => 1;
  const { seconds, spread, firstSecondShare } = slots;
  const mean = (Math.exp((spread * spread) / 2) * (seconds - 1 + firstSecondShare)) / seconds;
  let within = Math.floor(random.uniform() * seconds);
  let level = Math.exp(spread * random.normal()) / mean;
  return () => {
    within += 1;
    if (within >= seconds) {
      within = 0;
      level = Math.exp(spread * random.normal()) / mean;
    }
    return within === 0 ? level * firstSecondShare : level;
  };
}

function outages(model: Outages, random: RandomStream): (stateChanged: boolean) => boolean {
  const perSecond = (model.perHour / 3600) * Math.exp(model.sessionSpread * random.normal());
  const onChange = model.onStateChange ?? 0;
  let meanSeconds = 0;
  return (stateChanged) => {
    // Both numbers are always drawn, so that a change of one chance does not move all that follows.
    const start = random.uniform();
    const kind = random.uniform();
    if (meanSeconds > 0) {
      if (start >= 1 / meanSeconds) return true;
      meanSeconds = 0;
      return false;
    }
    if (start >= (stateChanged ? Math.max(onChange, perSecond) : perSecond)) return false;
    meanSeconds = kind < model.longShare ? model.longSeconds : model.shortSeconds;
    return true;
  };
}

/** In the measured mobile sets about a quarter of the outage seconds carry nothing, the others up to 50 kbit/s. */
function outageRate(random: RandomStream): number {
  return Math.max(0, random.uniform() * 1.3 - 0.3) * (OUTAGE_BITS_PER_SECOND - 1000);
}
