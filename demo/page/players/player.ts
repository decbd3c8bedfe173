/** What the page needs from a player, whichever library it is. */
import type { AbrHandle } from 'evenkeel/shaka';
import type { PageError } from '../page-error.ts';
import type { PlayerName, Rule } from '../run-options.ts';

export interface PlayerRequest {
  readonly video: HTMLVideoElement;
  readonly rule: Rule;
  /** The library gave up and was told to go on; one sentence. */
  readonly onRetry: (text: string) => void;
  /** The library gave up for good. */
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

const MOST_RETRIES = 20;
const RETRY_DELAY_MILLISECONDS = 1000;

/** How often a library that gave up is told to go on: the same for both sides and both libraries. */
export interface RetryBudget {
  readonly closed: boolean;
  /** False when it is used up. */
  take(): boolean;
  /** Runs `work` after a moment, unless closed by then. */
  later(work: () => void): void;
  close(): void;
}

export function createRetryBudget(): RetryBudget {
  let left = MOST_RETRIES;
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    take: () => !closed && left-- > 0,
    later(work) {
      setTimeout(() => {
        if (!closed) work();
      }, RETRY_DELAY_MILLISECONDS);
    },
    close() {
      closed = true;
    },
  };
}

/** Fetches the library on first use: a visitor loads only what is watched. */
export async function playerFactory(name: PlayerName): Promise<CreatePlayer> {
  if (name === 'hls') return (await import('./hls-player.ts')).createHlsPlayer;
  return (await import('./shaka-player.ts')).createShakaPlayer;
}
