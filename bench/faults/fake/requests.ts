/** `XMLHttpRequest` and `fetch` over the virtual network, as far as hls.js and Shaka use them. */
import type { FakeNetwork } from './network.ts';

/** Browsers report progress at most this often, milliseconds. */
const PROGRESS_MILLISECONDS = 50;

let network: FakeNetwork | undefined;
/** The network that requests go through from now on. */
export function connect(next: FakeNetwork | undefined): void {
  network = next;
}
function online(): FakeNetwork {
  if (!network) throw new Error('a request after the session was over');
  return network;
}

export class FakeXhr extends EventTarget {
  readyState = 0;
  status = 0;
  statusText = '';
  response: unknown = null;
  responseText = '';
  responseURL = '';
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: ((event: Event) => void) | null = null;
  onprogress: ((event: ProgressEvent) => void) | null = null;
  onload: ((event: Event) => void) | null = null;
  onloadend: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onabort: ((event: Event) => void) | null = null;
  private url = '';
  private range: string | undefined;
  private headers: Readonly<Record<string, string>> = {};
  private chunks: Uint8Array[] = [];
  private loaded = 0;
  private toldMilliseconds = 0;
  private giveUp: (() => void) | undefined;

  open(_method: string, url: string): void {
    this.url = this.responseURL = url;
    this.change(1);
  }
  setRequestHeader(name: string, value: string): void {
    if (name.toLowerCase() === 'range') this.range = value;
  }
  getResponseHeader(name: string): string | null {
    return Object.entries(this.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
  }
  getAllResponseHeaders(): string {
    return Object.entries(this.headers)
      .map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`)
      .join('');
  }
  send(): void {
    this.giveUp = online().request(this.url, this.range, {
      head: (status, headers) => {
        this.status = status;
        this.headers = headers;
        this.change(2);
      },
      data: (bytes) => {
        this.chunks.push(bytes);
        this.loaded += bytes.length;
        const now = performance.now();
        if (now - this.toldMilliseconds < PROGRESS_MILLISECONDS) return;
        this.toldMilliseconds = now;
        this.change(3);
        this.progress();
      },
      end: () => {
        const whole = new Uint8Array(this.loaded);
        let at = 0;
        for (const chunk of this.chunks) {
          whole.set(chunk, at);
          at += chunk.length;
        }
        const isText = this.responseType === '' || this.responseType === 'text';
        if (isText) this.responseText = new TextDecoder().decode(whole);
        this.response = isText ? this.responseText : whole.buffer;
        this.progress();
        this.finish('load');
      },
      failed: () => {
        this.status = 0;
        this.finish('error');
      },
    });
  }
  abort(): void {
    this.giveUp?.();
    this.giveUp = undefined;
    if (this.readyState < 2 && this.readyState > 0) this.readyState = 0;
    else if (this.readyState > 0 && this.readyState < 4) {
      this.status = 0;
      this.finish('abort');
    }
  }

  private progress(): void {
    const total = Number(this.getResponseHeader('content-length') ?? 0);
    const event = Object.assign(new Event('progress'), { lengthComputable: total > 0, loaded: this.loaded, total });
    this.onprogress?.(event as unknown as ProgressEvent);
  }
  private finish(how: 'load' | 'error' | 'abort'): void {
    this.giveUp = undefined;
    this.chunks = [];
    this.change(4);
    const event = new Event(how);
    if (how === 'load') this.onload?.(event);
    else if (how === 'error') this.onerror?.(event);
    else this.onabort?.(event);
    this.onloadend?.(event);
  }
  private change(state: number): void {
    this.readyState = state;
    this.onreadystatechange?.(new Event('readystatechange'));
  }
}

/** Resolves with a real `Response` over a stream; rejects as browsers do. */
export function fakeFetch(input: unknown, init: RequestInit = {}): Promise<Response> {
  const url = String(input);
  const range = new Headers(init.headers).get('range') ?? undefined;
  const { signal } = init;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    const broken = (error: unknown): void => {
      reject(error);
      body?.error(error);
      body = undefined;
    };
    const giveUp = online().request(url, range, {
      head(status, headers) {
        const stream = new ReadableStream<Uint8Array>({
          start: (controller) => {
            body = controller;
          },
          cancel: () => {
            body = undefined;
            giveUp();
          },
        });
        const response = new Response(stream, { status, headers });
        Object.defineProperty(response, 'url', { value: url });
        resolve(response);
      },
      data: (bytes) => body?.enqueue(bytes.slice()),
      end: () => body?.close(),
      failed: () => broken(new TypeError('Failed to fetch')),
    });
    signal?.addEventListener('abort', () => {
      giveUp();
      broken(new DOMException('aborted', 'AbortError'));
    });
  });
}
