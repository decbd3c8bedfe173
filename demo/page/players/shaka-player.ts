/**
 * Shaka Player with its published defaults; Evenkeel's side differs by one option. Network errors are met on
 * both sides as the library's documentation says: `retryStreaming`.
 */
import { createShakaAbr } from 'evenkeel/shaka';
import shaka from 'shaka-player';
import { PageError } from '../page-error.ts';
import { createRetryBudget, type DemoPlayer, type PlayerRequest } from './player.ts';

interface ShakaFailure {
  readonly severity?: number;
  readonly category?: number;
  readonly code?: number;
}

export function createShakaPlayer({ video, rule, onRetry, onFatal }: PlayerRequest): DemoPlayer {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  const abr = rule === 'built-in' ? undefined : createShakaAbr(player, { mode: rule === 'observe' ? 'observe' : 'control' });
  const budget = createRetryBudget();
  let loaded = false;

  const meet = ({ severity, category, code }: ShakaFailure): void => {
    if (budget.closed || severity === shaka.util.Error.Severity.RECOVERABLE) return;
    if (loaded && category === shaka.util.Error.Category.NETWORK && budget.take()) {
      budget.later(() => player.retryStreaming());
      onRetry(`Shaka reported error ${code}; the page asked it to go on`);
    } else onFatal(new PageError('Shaka Player gave up', `Error ${code ?? 'without a code'}. Press Restart to try again.`));
  };
  player.addEventListener('error', (event) => meet((event as Event & { detail?: ShakaFailure }).detail ?? {}));
  return {
    library: `Shaka ${shaka.Player.version}`,
    abr,
    async load(url) {
      try {
        await player.attach(video);
        if (abr) player.configure('abrFactory', abr);
        await player.load(url);
        loaded = true;
      } catch (error) {
        meet(error as ShakaFailure);
      }
    },
    async destroy() {
      budget.close();
      await player.destroy();
    },
  };
}
