/** Tells screen readers what matters, politely and rarely: stalls and the end of them, switches gathered. */
import { byId } from '../element.ts';
import type { Run } from '../run.ts';
import { runLog } from './run-log.ts';

/** At most one announcement in this time. */
const QUIET_MILLISECONDS = 6000;

export interface Announcer {
  follow(run: Run): void;
  update(): void;
  say(text: string): void;
}

export function createAnnouncer(): Announcer {
  const region = byId('announcer');
  let run: Run | undefined;
  let saidUpToSeconds = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (text: string): void => {
    region.textContent = text;
    saidAt = performance.now();
  };
  return {
    say,
    follow(next) {
      run = next;
      saidUpToSeconds = 0;
    },
    update() {
      if (!run || performance.now() - saidAt < QUIET_MILLISECONDS) return;
      const lines = runLog(run).filter((line) => line.atSeconds > saidUpToSeconds);
      if (lines.length === 0) return;
      saidUpToSeconds = run.elapsedSeconds();
      const loud = lines.filter((line) => line.kind === 'stall' || line.kind === 'start' || line.kind === 'fault');
      const switches = lines.filter((line) => line.kind === 'switch').length;
      const parts = [
        ...loud.slice(-3).map((line) => `${line.side}: ${line.text}.`),
        ...(switches > 0 ? [`${switches} ${switches === 1 ? 'switch' : 'switches'} of rendition.`] : []),
      ];
      if (parts.length > 0) say(parts.join(' '));
    },
  };
}
