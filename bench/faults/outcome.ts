/** How a session ended, and what the law says about a pair of them. */

export interface Outcome {
  readonly end: 'ended' | 'fatal' | 'hang' | 'destroyed';
  readonly fatal: string | undefined;
  readonly playedSeconds: number;
  readonly stallCount: number;
  readonly stalledSeconds: number;
  readonly faults: readonly string[];
  readonly internal: readonly string[];
  /** Stacks of what reached the page. */
  readonly escapes: readonly string[];
  /** Timers and listeners after destroy(). */
  readonly leftovers: readonly string[];
  readonly decisions: number;
  readonly rescues: number;
  readonly tasks: number;
}

const failed = ({ end }: Outcome): boolean => end === 'fatal' || end === 'hang';
/** The same end, by the player's own name for it. */
const isAlike = (a: Outcome, b: Outcome): boolean => a.end === b.end && a.fatal === b.fatal;

/** Ours ended worse than the built-in rule's on the same schedule. */
export const isWorse = (ours: Outcome, builtIn: Outcome): boolean =>
  (ours.end === 'fatal' && !failed(builtIn)) || (ours.end === 'hang' && builtIn.end !== 'hang');

/**
 * What is wrong with ours, given the built-in rule's session on the same schedule; empty = the law holds.
 *
 * @param neighbours the built-in rule on neighbouring schedules. Two rules ask for other files at other times, so that one
 * of them meets a damaged file, or a moment that the player cannot bear, and the other does not. An end that the built-in
 * rule meets there too is the player's own.
 */
export function violations(ours: Outcome, builtIn: Outcome, neighbours: readonly Outcome[] = []): string[] {
  const found: string[] = [];
  const isPlayersOwn = neighbours.some((neighbour) => isAlike(ours, neighbour));
  if (isWorse(ours, builtIn) && !isPlayersOwn)
    found.push(`${ours.end} ${ours.fatal ?? ''}, where the built-in rule ${builtIn.end} ${builtIn.fatal ?? ''}`);
  for (const fault of ours.faults) found.push(`fault event ${fault}`);
  const theirs = [builtIn, ...neighbours].flatMap(({ escapes, internal }) => [...escapes, ...internal]).map(firstLine);
  for (const stack of [...ours.escapes, ...ours.internal]) if (!theirs.includes(firstLine(stack))) found.push(`exception ${stack}`);
  const more = ours.leftovers.length - builtIn.leftovers.length;
  if (more > 0) found.push(`${more} left after destroy(): ${ours.leftovers.join('; ')}`);
  return found;
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
