/** Which sessions are summed up together. */
import { COMPARED_METRICS, MAIN_COMPARED, MAIN_METRICS, METRICS, type Metric } from './metrics.ts';
import type { Session } from './observations.ts';
import type { GroupKind } from './summary.ts';

export interface Group {
  readonly by: GroupKind;
  readonly label: string;
  readonly player?: string;
  readonly network?: string;
  readonly ladder?: string;
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

/** The kinds that are summed up over all sessions too; the others only over those that the network sustains. */
const OVER_ALL: readonly GroupKind[] = ['all', 'network', 'player', 'region'];
export const isOverAll = ({ by }: Group): boolean => OVER_ALL.includes(by);

/** What a group's summary holds. */
export interface Kept {
  readonly summed: readonly Metric[];
  readonly compared: readonly Metric[];
  /** Whether bounds are compared with the baselines too. */
  readonly boundsCompared: boolean;
}

const IN_FULL: Kept = { summed: METRICS, compared: COMPARED_METRICS, boundsCompared: true };
const IN_SHORT: Kept = { summed: MAIN_METRICS, compared: MAIN_COMPARED, boundsCompared: false };

export const keptIn = ({ by }: Group): Kept =>
  by === 'all' || by === 'player' ? IN_FULL : by === 'ladder' ? { ...IN_SHORT, compared: [] } : IN_SHORT;
/** Of groups over all sessions, outages included. */
export const KEPT_OVER_ALL: Kept = IN_SHORT;

/** Without the sessions whose network does not carry the lowest rendition. */
export const sustainedPart = (group: Group, sessions: readonly Session[]): Group => ({
  ...group,
  sessions: group.sessions.filter((session) => (sessions[session] as Session).sustained),
});

/** Every group that has a session, kind by kind, in alphabetical order. Sessions drawn for no region are in no group of regions. */
export const groupSessions = (sessions: readonly Session[]): Group[] => NAMINGS.flatMap((nameOf) => groupsNamed(sessions, nameOf));

/** A player on a network with a ladder: the finest there is. */
export const finestGroups = (sessions: readonly Session[]): Group[] =>
  groupsNamed(sessions, ({ player, network, ladder }) => ({
    by: 'cell',
    label: `${player} / ${network} / ${ladder}`,
    player,
    network,
    ladder,
  }));

function groupsNamed(sessions: readonly Session[], nameOf: (session: Session) => Naming): Group[] {
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
}
