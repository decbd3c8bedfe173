/** The whole run as one JSON file: options, figures, events, decisions and the origin's ledger. */
import { NETWORK_PROFILES } from 'evenkeel/link';
import type { Run } from './run.ts';

/** Raised when the file's shape changes. */
const FORMAT_VERSION = 1;

export function runAsJson(run: Run): string {
  const profile = NETWORK_PROFILES.find((candidate) => candidate.id === run.profile.id);
  return JSON.stringify(
    {
      format: 'evenkeel-demo-run',
      version: FORMAT_VERSION,
      startedAt: run.startedAt.toISOString(),
      elapsedSeconds: run.elapsedSeconds(),
      userAgent: navigator.userAgent,
      options: run.options,
      codec: run.film.codec,
      film: { folder: run.film.folder, rungs: run.film.rungs, cutSeconds: run.film.cutSeconds },
      network: { id: run.profile.id, title: run.profile.title, rttSeconds: run.profile.rttSeconds, figures: profile?.figures },
      sides: run.sides.map((side) => ({
        rule: side.rule,
        library: side.library,
        state: side.state,
        startedAtSeconds: side.startedAtSeconds,
        traceStartedAtSeconds: side.traceStartedAtSeconds ?? null,
        summary: side.summary(),
        playback: side.playback,
        retries: side.retries,
        evenkeel: side.decisionLog?.events ?? null,
        ledger: [...side.requests.values()],
      })),
    },
    null,
    1,
  );
}

/** Offers the file as a download. */
export function downloadRun(run: Run): void {
  const url = URL.createObjectURL(new Blob([runAsJson(run)], { type: 'application/json' }));
  const stamp = run.startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const link = document.createElement('a');
  link.href = url;
  link.download = `evenkeel-${run.options.player}-${run.options.profile}-${stamp}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
