/** Shaka Player with its published defaults; Evenkeel's side differs by one option. */
import { createShakaAbr } from 'evenkeel/shaka';
import shaka from 'shaka-player';
import { PageError } from '../page-error.ts';
import type { DemoPlayer, PlayerRequest } from './player.ts';

interface ShakaFailure {
  readonly severity?: number;
  readonly code?: number;
}

export function createShakaPlayer({ video, rule, onFatal }: PlayerRequest): DemoPlayer {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  const abr = rule === 'built-in' ? undefined : createShakaAbr(player, { mode: rule === 'observe' ? 'observe' : 'control' });
  let over = false;
  const fail = (failure: ShakaFailure): void => {
    if (over || failure.severity === shaka.util.Error.Severity.RECOVERABLE) return;
    over = true;
    onFatal(new PageError('Shaka Player gave up', `Error ${failure.code ?? 'without a code'}. Press Restart to try again.`));
  };
  player.addEventListener('error', (event) => fail((event as Event & { detail?: ShakaFailure }).detail ?? {}));
  return {
    library: `Shaka ${shaka.Player.version}`,
    abr,
    async load(url) {
      try {
        await player.attach(video);
        if (abr) player.configure('abrFactory', abr);
        await player.load(url);
      } catch (error) {
        fail(error as ShakaFailure);
      }
    },
    async destroy() {
      over = true;
      await player.destroy();
    },
  };
}
