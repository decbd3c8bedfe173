/** A loader for hls.js that serves a computed stream over a computed link, and notes every request. */
import type { FragmentLoaderContext, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js';
import { type FakeStream, serve } from './fake-stream.ts';

export type { FakeStream } from './fake-stream.ts';

export interface Request {
  readonly atSeconds: number;
  /** Without `https://origin.test/`; whole where another host was asked. */
  readonly path: string;
  /** `main`, `audio` or `subtitle` for segments. */
  readonly type: string | undefined;
  readonly level: number;
  readonly sn: number;
  /** Of the last byte that is asked for, where a range is. */
  readonly rangeEnd: number | undefined;
  state: 'loading' | 'done' | 'aborted' | 'failed';
}

/**
 * What a loader shows of a transfer: everything; no length (no Content-Length); no bytes before the end
 * (`FetchLoader`); nothing at all before the end (a main thread that is busy meanwhile).
 */
export type Manner = 'all' | 'no-length' | 'no-bytes' | 'nothing';

export interface FakeOrigin {
  readonly requests: Request[];
  /** Requests of main media segments as `level/sn`. */
  segments(): string[];
  /** Bits per second at a time since the first request; `bodySeconds` counts from the request's first byte. */
  rateAt: (seconds: number, path: string, bodySeconds: number) => number;
  /** HTTP status for a path; 200 unless told otherwise. */
  statusOf: (path: string) => number;
  /** From request to first byte, milliseconds. */
  latencyOf: (path: string) => number;
  mannerOf: (path: string) => Manner;
  /** Requests share the rate. */
  isShared: boolean;
  readonly Loader: new () => Loader<LoaderContext>;
}

const STEP_MILLISECONDS = 20;

const newStats = (): LoaderStats => ({
  aborted: false,
  loaded: 0,
  retry: 0,
  total: 0,
  chunkCount: 0,
  bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 },
  parsing: { start: 0, end: 0 },
  buffering: { start: 0, first: 0, end: 0 },
});

export function createFakeOrigin(stream: FakeStream, rateAt: FakeOrigin['rateAt']): FakeOrigin {
  let startedAt: number | undefined;
  let receiving = 0;
  const origin: Omit<FakeOrigin, 'Loader'> = {
    requests: [],
    rateAt,
    statusOf: () => 200,
    latencyOf: () => 40,
    mannerOf: () => 'all',
    isShared: false,
    segments: () => origin.requests.filter(({ type, sn }) => type === 'main' && sn >= 0).map((request) => `${request.level}/${request.sn}`),
  };

  class FakeLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats: LoaderStats = newStats();
    private timer: ReturnType<typeof setInterval> | undefined;
    private callbacks: LoaderCallbacks<LoaderContext> | undefined;
    private request: Request | undefined;
    private firstAt = 0;
    private readonly isProgressive: boolean;

    constructor(config?: { progressive?: boolean }) {
      // hls.js 1.5 gives an `onProgress` in any case.
      this.isProgressive = !!config?.progressive;
    }

    load(context: LoaderContext, { loadPolicy }: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      const { stats } = this;
      const now = performance.now();
      startedAt ??= now;
      this.context = context;
      this.callbacks = callbacks;
      stats.loading.start = now;
      const path = context.url.replace('https://origin.test/', '');
      const { frag, rangeEnd } = context as Partial<FragmentLoaderContext>;
      const request: Request = {
        atSeconds: (now - startedAt) / 1000,
        path,
        type: frag?.type,
        level: frag?.level ?? -1,
        sn: Number(frag?.sn ?? -1),
        rangeEnd,
        state: 'loading',
      };
      this.request = request;
      origin.requests.push(request);
      const body = serve(stream, path);
      const totalBytes = body instanceof ArrayBuffer ? body.byteLength : (typeof body === 'string' ? body : JSON.stringify(body)).length;
      let bytes = 0;
      let shownBytes = 0;
      const onProgress = this.isProgressive ? callbacks.onProgress : undefined;
      this.timer = setInterval(() => {
        const waited = performance.now() - now;
        const status = origin.statusOf(path);
        const limit = (this.firstAt ? undefined : loadPolicy?.maxTimeToFirstByteMs) || loadPolicy?.maxLoadTimeMs;
        if (limit && waited > limit) {
          stats.aborted = true;
          return this.finish('failed', () => callbacks.onTimeout(stats, context, null));
        }
        if (waited < origin.latencyOf(path)) return;
        if (status !== 200) return this.finish('failed', () => callbacks.onError({ code: status, text: 'no' }, context, null, stats));
        if (!this.firstAt) receiving++;
        this.firstAt ||= performance.now();
        const seconds = (performance.now() - (startedAt ?? 0)) / 1000;
        const rate = origin.rateAt(seconds, path, (performance.now() - this.firstAt) / 1000) / (origin.isShared ? receiving : 1);
        if (rate <= 0) return;
        const manner = origin.mannerOf(path);
        bytes = Math.min(totalBytes, bytes + (rate * STEP_MILLISECONDS) / 8000);
        const isDone = bytes >= totalBytes;
        if (manner !== 'nothing' || isDone) stats.loading.first ||= performance.now();
        if ((manner !== 'nothing' && manner !== 'no-length') || isDone) stats.total = totalBytes;
        if ((manner !== 'nothing' && manner !== 'no-bytes') || isDone) stats.loaded = Math.round(bytes);
        if (onProgress && body instanceof ArrayBuffer && stats.loaded > shownBytes) {
          onProgress(stats, context, body.slice(shownBytes, stats.loaded), null);
          shownBytes = stats.loaded;
        }
        if (!isDone) return;
        stats.loading.end = performance.now();
        const data = onProgress ? new ArrayBuffer(0) : body;
        this.finish('done', () => callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null));
      }, STEP_MILLISECONDS);
    }
    abort(): void {
      this.cut();
      this.callbacks?.onAbort?.(this.stats, this.context as LoaderContext, null);
    }
    destroy(): void {
      this.callbacks = undefined;
      this.cut();
    }
    getCacheAge = (): null => null;
    private cut(): void {
      if (this.request?.state !== 'loading') return;
      this.stats.aborted = true;
      this.finish('aborted', () => {});
    }
    private finish(state: Request['state'], tell: () => void): void {
      clearInterval(this.timer);
      if (this.firstAt) receiving--;
      this.firstAt = 0;
      if (this.request) this.request.state = state;
      tell();
    }
  }
  return Object.assign(origin, { Loader: FakeLoader as unknown as FakeOrigin['Loader'] });
}
