import type { RuleContext } from 'evenkeel/simulator';

/** The highest rung whose declared rate is at most `bitsPerSecond`; the lowest where none is. */
export function highestRungWithin(renditions: RuleContext['renditions'], bitsPerSecond: number): number {
  let rung = 0;
  for (let i = 1; i < renditions.length; i++) {
    if ((renditions[i] as RuleContext['renditions'][number]).rateBitsPerSecond <= bitsPerSecond) rung = i;
  }
  return rung;
}
