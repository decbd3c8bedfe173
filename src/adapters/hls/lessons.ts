/** Turns hls.js's transfers into samples for the engine. */
import type Hls from 'hls.js';
import type { Fragment, LoaderStats, Part } from 'hls.js';
import type { DownloadSample } from '../../engine/index.ts';
import type { AbrSession } from '../shared/index.ts';
import { hostOf, rateOf, type SampleSubject, toSample } from './translate.ts';

export interface Lessons {
  /** A fragment (or part) came in whole. */
  loaded(fragment: Fragment, part: Part | null | undefined): void;
  /** A main fragment's request was cut off now. */
  cut(fragment: Fragment, part: Part | null | undefined, stats: LoaderStats): void;
  /** A playlist came in. */
  playlist(stats: LoaderStats, url: string | undefined): void;
}

/** A guarded call of engine code. */
export type Attempt = <Result>(where: string, work: () => Result) => Result | undefined;

export function createLessons(hls: Hls, session: AbrSession, attempt: Attempt): Lessons {
  const teach = (makeSample: () => DownloadSample | undefined): void => {
    if (session.mode === 'off') return;
    attempt('sample', () => {
      const sample = makeSample();
      if (!sample) return;
      const verdict = session.engine.addSample(sample);
      session.emit({ type: 'sample', sample, verdict, forecast: session.engine.forecast(sample.atSeconds, sample.host) });
    });
  };
  const withHost = (subject: SampleSubject, url: string | undefined): SampleSubject => {
    const host = hostOf(url);
    return host === undefined ? subject : { ...subject, host };
  };
  /** Only a whole segment of a known level tells how large that level's segments are. */
  const segmentOf = (fragment: Fragment, part: Part | null | undefined): Pick<SampleSubject, 'segment'> => {
    const level = hls.levels[fragment.level];
    if (!level || part) return {};
    const nominalBits = rateOf(level) * fragment.duration;
    return { segment: { renditionIndex: fragment.level, durationSeconds: fragment.duration, nominalBits } };
  };

  return {
    loaded(fragment, part) {
      teach(() => {
        const url = part?.url || fragment.url;
        // Read now: hls.js puts a new statistics object in place with every request.
        const stats = part ? part.stats : fragment.stats;
        if (fragment.type === 'audio') return toSample(stats, withHost({ kind: 'audio' }, url));
        if (fragment.type !== 'main' || fragment.sn === 'initSegment') return toSample(stats, withHost({ kind: 'other' }, url));
        return toSample(stats, withHost({ kind: 'main', ...segmentOf(fragment, part) }, url));
      });
    },
    cut(fragment, part, stats) {
      teach(() => toSample(stats, withHost({ kind: 'main' }, part?.url || fragment.url), performance.now()));
    },
    playlist(stats, url) {
      // A loader's own retries leave the first attempt's start in the figures.
      if (stats.retry === 0) teach(() => toSample(stats, withHost({ kind: 'other' }, url)));
    },
  };
}
