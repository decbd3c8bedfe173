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
  state: 'loading' | 'done' | 'aborted' | 'failed';
}

export interface FakeOrigin {
  readonly requests: Request[];
  /** Requests of main media segments as `level/sn`. */
  segments(): string[];
  /** Bits per second at a time since the first request, seconds. */
  rateAt: (seconds: number, path: string) => number;
  /** HTTP status for a path; 200 unless told otherwise. */
  statusOf: (path: string) => number;
  readonly Loader: new () => Loader<LoaderContext>;
}

const LATENCY_MILLISECONDS = 40;
const STEP_MILLISECONDS = 20;

export function createFakeOrigin(stream: FakeStream, rateAt: FakeOrigin['rateAt']): FakeOrigin {
  let startedAt: number | undefined;
  const origin: Omit<FakeOrigin, 'Loader'> = {
    requests: [],
    rateAt,
    statusOf: () => 200,
    segments: () => origin.requests.filter(({ type, sn }) => type === 'main' && sn >= 0).map((request) => `${request.level}/${request.sn}`),
  };

  class FakeLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats: LoaderStats = {
      aborted: false,
      loaded: 0,
      retry: 0,
      total: 0,
      chunkCount: 0,
      bwEstimate: 0,
      loading: { start: 0, first: 0, end: 0 },
      parsing: { start: 0, end: 0 },
      buffering: { start: 0, first: 0, end: 0 },
    };
    private timer: ReturnType<typeof setInterval> | undefined;
    private callbacks: LoaderCallbacks<LoaderContext> | undefined;
    private request: Request | undefined;

    load(context: LoaderContext, _config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      const { stats } = this;
      const now = performance.now();
      startedAt ??= now;
      this.context = context;
      this.callbacks = callbacks;
      stats.loading.start = now;
      const path = context.url.replace('https://origin.test/', '');
      const frag = (context as Partial<FragmentLoaderContext>).frag;
      const request: Request = {
        atSeconds: (now - startedAt) / 1000,
        path,
        type: frag?.type,
        level: frag?.level ?? -1,
        sn: Number(frag?.sn ?? -1),
        state: 'loading',
      };
      this.request = request;
      origin.requests.push(request);
      const body = serve(stream, path);
      const totalBytes = body instanceof ArrayBuffer ? body.byteLength : (typeof body === 'string' ? body : JSON.stringify(body)).length;
      let bytes = 0;
      this.timer = setInterval(() => {
        const waited = performance.now() - stats.loading.start;
        const status = origin.statusOf(path);
        if (waited < LATENCY_MILLISECONDS) return;
        if (status !== 200) return this.finish('failed', () => callbacks.onError({ code: status, text: 'no' }, context, null, stats));
        const rate = origin.rateAt((performance.now() - (startedAt ?? 0)) / 1000, path);
        if (rate <= 0) return;
        stats.loading.first ||= performance.now();
        stats.total = totalBytes;
        bytes = Math.min(totalBytes, bytes + (rate * STEP_MILLISECONDS) / 8000);
        stats.loaded = Math.round(bytes);
        if (bytes < totalBytes) return;
        stats.loading.end = performance.now();
        this.finish('done', () => callbacks.onSuccess({ url: context.url, data: body, code: 200 }, stats, context, null));
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
      if (this.request) this.request.state = state;
      tell();
    }
  }
  return Object.assign(origin, { Loader: FakeLoader as unknown as FakeOrigin['Loader'] });
}
