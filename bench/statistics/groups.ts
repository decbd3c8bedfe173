/** Which sessions are summed up together. */
import type { Session } from './observations.ts';
import type { GroupKind } from './summary.ts';

export interface Group {
  readonly by: GroupKind;
  readonly label: string;
  readonly player?: string;
  readonly network?: string;
  /** Ascending. */
  readonly sessions: Int32Array;
}

type Naming = Omit<Group, 'sessions'>;

const NAMINGS: readonly ((session: Session) => Naming)[] = [
  () => ({ by: 'all', label: 'all' }),
  ({ network }) => ({ by: 'network', label: network, network }),
  ({ player }) => ({ by: 'player', label: player, player }),
  ({ region }) => ({ by: 'region', label: region }),
  ({ ladder }) => ({ by: 'ladder', label: ladder }),
  ({ player, network }) => ({ by: 'cell', label: `${player} / ${network}`, player, network }),
];

/** Every group that has a session, kind by kind, in alphabetical order. Sessions drawn for no region are in no group of regions. */
export function groupSessions(sessions: readonly Session[]): Group[] {
  return NAMINGS.flatMap((nameOf) => {
    const found = new Map<string, { naming: Naming; members: number[] }>();
    sessions.forEach((session, i) => {
      const naming = nameOf(session);
      if (naming.label === '') return;
      const group = found.get(naming.label);
      if (group) group.members.push(i);
      else found.set(naming.label, { naming, members: [i] });
    });
    return [...found.values()]
      .sort((a, b) => (a.naming.label < b.naming.label ? -1 : 1))
      .map(({ naming, members }) => ({ ...naming, sessions: Int32Array.from(members) }));
  });
}
