/** hls.js with its published defaults; Evenkeel's side differs by one option. */
import { createHlsAbr } from 'evenkeel/hls';
import Hls from 'hls.js';
import { PageError } from '../page-error.ts';
import type { DemoPlayer, PlayerRequest } from './player.ts';

export function createHlsPlayer({ video, rule, onFatal }: PlayerRequest): DemoPlayer {
  const abr = rule === 'built-in' ? undefined : createHlsAbr(Hls, { mode: rule === 'observe' ? 'observe' : 'control' });
  const hls = new Hls(abr ? { abrController: abr } : {});
  let failed = false;
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (!data.fatal || failed) return;
    failed = true;
    onFatal(new PageError('hls.js gave up', `${data.type}: ${data.details}. Press Restart to try again.`));
  });
  return {
    library: `hls.js ${Hls.version}`,
    abr,
    async load(url) {
      hls.attachMedia(video);
      hls.loadSource(url);
    },
    async destroy() {
      hls.destroy();
    },
  };
}
