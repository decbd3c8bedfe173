import type { RandomStream } from './random.ts';
import { createRandomStream } from './random.ts';

// Rates here are Mbit/s, one value a second, before `profiles.ts` rounds them to bits per second.

/** Length of every demo profile, seconds. */
export const PROFILE_SECONDS = 180;

/** One rate a second; `draw` gets the second and this profile's own random stream. */
export function perSecond(seed: number, draw: (second: number, random: RandomStream) => number): number[] {
  const random = createRandomStream(seed);
  return Array.from({ length: PROFILE_SECONDS }, (_, second) => Math.max(0, draw(second, random)));
}

/**
 * A wandering factor around 1: noise with memory, as measured links show.
 * `memory` 0..1 is the share kept from second to second, `spread` the standard deviation of its log.
 */
export function wander(memory: number, spread: number): (random: RandomStream) => number {
  let level = 0;
  const fresh = Math.sqrt(1 - memory * memory) * spread;
  return (random) => {
    level = memory * level + fresh * random.normal();
    return Math.exp(level);
  };
}

/** Home Wi-Fi: a good line, with a microwave or a wall in the way for some seconds now and then. */
export function wifiShape(seed: number): number[] {
  const noise = wander(0.7, 0.18);
  let dipSeconds = 0;
  let depth = 1;
  return perSecond(seed, (second, random) => {
    const level = 11 * noise(random);
    if (dipSeconds === 0 && second > 8 && random.uniform() < 1 / 14) {
      dipSeconds = 2 + Math.floor(random.uniform() * 5);
      depth = 0.06 + 0.2 * random.uniform();
    }
    if (dipSeconds === 0) return level;
    dipSeconds -= 1;
    return level * depth;
  });
}

/** A moving phone: slow fading times fast fading, with a floor under the signal. */
export function mobileShape(seed: number, meanMbps: number, slowSpread: number, fastSpread: number): number[] {
  const slow = wander(0.95, slowSpread);
  const fast = wander(0.4, fastSpread);
  return perSecond(seed, (_, random) => Math.max(0.08, meanMbps * slow(random) * fast(random)));
}

/** 5G in a moving car: seconds of plenty, then a handover gap and a spell on slower LTE. */
export function handoverShape(seed: number): number[] {
  const noise = wander(0.6, 0.3);
  let on5g = true;
  let leftSeconds = 14;
  return perSecond(seed, (_, random) => {
    if (leftSeconds === 0) {
      on5g = !on5g;
      leftSeconds = on5g ? 6 + Math.floor(random.uniform() * 14) : 8 + Math.floor(random.uniform() * 18);
      return 0.15;
    }
    leftSeconds -= 1;
    return (on5g ? 55 : 3.2) * noise(random);
  });
}

/** Low-orbit satellite: a new beam every 15 s with its own level, a dip at each change, sometimes a gap. */
export function satelliteShape(seed: number): number[] {
  const noise = wander(0.5, 0.16);
  const gapAtSlots = new Set([4, 9]);
  let level = 10;
  return perSecond(seed, (second, random) => {
    const slot = Math.floor(second / 15);
    const within = second % 15;
    if (within === 0) level = 3 + 13 * random.uniform();
    if (gapAtSlots.has(slot) && within < 3) return 0;
    if (within === 0) return 0.25 * level * noise(random);
    return level * noise(random);
  });
}

/** A shared line in the evening: neighbours come and go in waves of about a minute. */
export function eveningShape(seed: number): number[] {
  const noise = wander(0.8, 0.22);
  return perSecond(seed, (second, random) => {
    // A triangle wave, because it is the same on every machine.
    const wave = 2 * Math.abs(2 * ((second / 60) % 1) - 1) - 1;
    return 3.2 * (1 + 0.42 * wave) * noise(random);
  });
}

/** A good mobile link with a long tunnel and, later, a short one. */
export function tunnelShape(seed: number): number[] {
  const noise = wander(0.7, 0.12);
  return perSecond(seed, (second, random) => {
    const level = 7.5 * noise(random);
    if ((second >= 60 && second < 80) || (second >= 130 && second < 134)) return 0;
    // Signal fades in and out at the mouths.
    if (second === 59 || second === 80 || second === 129 || second === 134) return level * 0.2;
    return level;
  });
}
