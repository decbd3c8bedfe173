/** Every session of every network, in every player, on every ladder or on one ladder in turn. */
import { type Content, onContent, type PlayerModel } from 'evenkeel/simulator';
import type { Scenario, SessionSettings, TraceTable } from '../../run/scenario.ts';
import { type RunIdentity, scenarioId } from '../../run/scenario-id.ts';

/** A stretch of network for one session. */
export interface NetworkSession {
  readonly network: string;
  readonly region: string;
  readonly trace: string;
  readonly traceOffsetSeconds: number;
  readonly table: TraceTable;
  /** Where the network says so itself, seconds. */
  readonly rttSeconds?: number;
  readonly seed: number;
}

export interface Crossing {
  readonly sessions: readonly NetworkSession[];
  readonly ladders: readonly Content[];
  /** True: the first session on the first ladder, the second on the second, ... False: each on all. */
  readonly dealt: boolean;
  readonly players: readonly PlayerModel[];
  readonly settings: SessionSettings;
  readonly identity: RunIdentity;
}

/** Sessions innermost: shards take every n-th scenario and so get a like share of all players and ladders. */
export function crossScenarios({ sessions, ladders, dealt, players, settings, identity }: Crossing): Scenario[] {
  const scenario = (player: PlayerModel, content: Content, { rttSeconds = settings.rttSeconds, ...session }: NetworkSession): Scenario => {
    const model = onContent(player, content.segmentSeconds);
    const whole = { ...session, ladder: content.name, content, player: model, settings: { ...settings, rttSeconds } };
    return { id: scenarioId(whole, identity), ...whole };
  };
  if (dealt)
    return players.flatMap((player) => sessions.map((session, i) => scenario(player, ladders[i % ladders.length] as Content, session)));
  return players.flatMap((player) => ladders.flatMap((content) => sessions.map((session) => scenario(player, content, session))));
}
