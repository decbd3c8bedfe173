/** What the page needs from a player, whichever library it is. */
import type { AbrHandle } from 'evenkeel/shaka';
import type { PageError } from '../page-error.ts';
import type { PlayerName, Rule } from '../run-options.ts';

export interface PlayerRequest {
  readonly video: HTMLVideoElement;
  readonly rule: Rule;
  /** Called at most once, when the library gives up. */
  readonly onFatal: (error: PageError) => void;
}

/** One player on one media element. */
export interface DemoPlayer {
  /** The library and its version, e.g. `hls.js 1.7.4`. */
  readonly library: string;
  /** Evenkeel's handle; absent where the built-in rule is alone. */
  readonly abr: AbrHandle | undefined;
  /** Starts loading; playback begins by itself (muted). */
  load(url: string): Promise<void>;
  destroy(): Promise<void>;
}

export type CreatePlayer = (request: PlayerRequest) => DemoPlayer;

/** Fetches the library on first use: a visitor loads only what is watched. */
export async function playerFactory(name: PlayerName): Promise<CreatePlayer> {
  if (name === 'hls') return (await import('./hls-player.ts')).createHlsPlayer;
  return (await import('./shaka-player.ts')).createShakaPlayer;
}
