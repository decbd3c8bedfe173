/** The ladders of a run: files of the user, built-in ones by name, or all built-in ones. */
import { readFileSync } from 'node:fs';
import type { Content } from 'evenkeel/simulator';
import type { InputProblem } from '../../run/plan.ts';
import { BUILT_IN_LADDERS, findLadder } from '../ladders/built-in.ts';
import { readLadder } from '../ladders/read-ladder.ts';

export interface Ladders {
  readonly ladders: readonly Content[];
  /** Built-in ladders stand for any content, so one session is played on one of them. The user's are all played. */
  readonly dealt: boolean;
  readonly problems: readonly InputProblem[];
}

/** `FILE`, `FILE#part` or the name of a built-in one; none: all built-in ones. A bad file is a named problem, the others go on. */
export function chooseLadders(names: readonly string[]): Ladders {
  if (names.length === 0) return { ladders: BUILT_IN_LADDERS, dealt: true, problems: [] };
  const ladders: Content[] = [];
  const problems: InputProblem[] = [];
  for (const name of names) {
    try {
      const content = findLadder(name) ?? readLadder(readFileSync(name.replace(/#[^#/\\]*$/, ''), 'utf8'), name);
      ladders.push({ ...content, name: unusedName(content.name, ladders) });
    } catch (error) {
      problems.push({ file: name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { ladders, dealt: false, problems };
}

function unusedName(name: string, taken: readonly Content[]): string {
  let unused = name;
  for (let count = 2; taken.some((each) => each.name === unused); count++) unused = `${name} (${count})`;
  return unused;
}
