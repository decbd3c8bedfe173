/**
 * hls.js with its published defaults; Evenkeel's side differs by one option. Fatal errors are met on both
 * sides as the library's documentation says: load again after network errors, recover after media errors.
 */
import { createHlsAbr } from 'evenkeel/hls';
import Hls, { type ErrorData } from 'hls.js';
import { PageError } from '../page-error.ts';
import { createRetryBudget, type DemoPlayer, type PlayerRequest } from './player.ts';

export function createHlsPlayer({ video, rule, onRetry, onFatal }: PlayerRequest): DemoPlayer {
  const abr = rule === 'built-in' ? undefined : createHlsAbr(Hls, { mode: rule === 'observe' ? 'observe' : 'control' });
  const hls = new Hls(abr ? { abrController: abr } : {});
  const budget = createRetryBudget();

  const recover = (data: ErrorData): boolean => {
    if (hls.levels.length === 0 || !budget.take()) return false;
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR) budget.later(() => hls.startLoad());
    else if (data.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else return false;
    return true;
  };
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (!data.fatal) return;
    if (recover(data)) onRetry(`hls.js reported ${data.details}; the page asked it to go on`);
    else onFatal(new PageError('hls.js gave up', `${data.type}: ${data.details}. Press Restart to try again.`));
  });
  return {
    library: `hls.js ${Hls.version}`,
    abr,
    async load(url) {
      hls.attachMedia(video);
      hls.loadSource(url);
    },
    async destroy() {
      budget.close();
      hls.destroy();
    },
  };
}
