/** Players by the names of `--player`. */
import { HLS_PLAYER, LIVE_PLAYER, type PlayerModel, SHAKA_PLAYER } from 'evenkeel/simulator';
import { UsageError } from '../../command/usage-error.ts';

export const PLAYERS: Readonly<Record<string, PlayerModel>> = { hls: HLS_PLAYER, shaka: SHAKA_PLAYER, live: LIVE_PLAYER };

/** Throws `UsageError` for a name that is not known. */
export function findPlayers(names: readonly string[], bufferSeconds: number | undefined): PlayerModel[] {
  return names.map((name) => {
    const player = PLAYERS[name];
    if (!player) throw new UsageError(`--player knows ${Object.keys(PLAYERS).join(', ')}, got "${name}"`);
    return bufferSeconds === undefined ? player : withBuffer(player, bufferSeconds);
  });
}

/** A goal in seconds and nothing else; the name says so, since it is another player. */
function withBuffer(player: PlayerModel, bufferSeconds: number): PlayerModel {
  const { bufferGoalBits: _, maxBufferGoalSeconds: __, ...rest } = player;
  return { ...rest, name: `${player.name}-${bufferSeconds}s`, bufferGoalSeconds: bufferSeconds };
}
