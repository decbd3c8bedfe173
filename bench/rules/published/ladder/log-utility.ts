import type { RuleContext } from 'evenkeel/simulator';

/** ln(rate / lowest) of every rung: 0 at the bottom. */
export function logUtilities(renditions: RuleContext['renditions']): Float64Array {
  const lowest = renditions[0]?.rateBitsPerSecond ?? 1;
  return Float64Array.from(renditions, (rendition) => Math.log(rendition.rateBitsPerSecond / lowest));
}

/** The same, 1 at the top. */
export function normalLogUtilities(renditions: RuleContext['renditions']): Float64Array {
  const utilities = logUtilities(renditions);
  const top = utilities[utilities.length - 1] as number;
  return utilities.map((utility) => utility / top);
}
