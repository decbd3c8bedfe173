/** `fetch` over a computed link, for hls.js's real `FetchLoader`. */
import { type FakeStream, serve } from './fake-stream.ts';

const LATENCY_MILLISECONDS = 40;
const STEP_MILLISECONDS = 20;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Replaces the global `fetch`; returns a function that restores it. Bytes come in steps of the timers. */
export function installFakeFetch(stream: FakeStream, rateAt: (seconds: number) => number): () => void {
  const real = globalThis.fetch;
  const startedAt = performance.now();
  async function* receive(bytes: Uint8Array, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < bytes.length; ) {
      await wait(STEP_MILLISECONDS);
      if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
      const rate = rateAt((performance.now() - startedAt) / 1000);
      const end = Math.min(bytes.length, sent + Math.ceil((rate * STEP_MILLISECONDS) / 8000));
      yield bytes.slice(sent, end);
      sent = end;
    }
  }
  globalThis.fetch = (async (input: Request) => {
    const { url, signal } = input;
    const body = serve(stream, url.replace('https://origin.test/', ''));
    const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : new TextEncoder().encode(String(body));
    await wait(LATENCY_MILLISECONDS);
    const chunks = receive(bytes, signal);
    const whole = async (): Promise<Uint8Array> => {
      for await (const _ of chunks);
      return bytes;
    };
    return {
      ok: true,
      status: 200,
      url,
      headers: new Headers({ 'content-length': String(bytes.length) }),
      body: { getReader: () => ({ read: () => chunks.next() }) },
      arrayBuffer: async () => (await whole()).buffer,
      text: async () => new TextDecoder().decode(await whole()),
    };
  }) as unknown as typeof fetch;
  return () => {
    globalThis.fetch = real;
  };
}
