// Runs in the browser: fetches through the link and reports what this page's own clocks say.

/** One transfer as the page saw it, seconds. */
export interface PageMeasurement {
  readonly receivedBytes: number;
  /** Request start to first byte, ResourceTiming. */
  readonly firstByteSeconds: number;
  /** First byte to last byte by ResourceTiming, and by the fetch or XHR clock. */
  readonly timingBodySeconds: number;
  readonly clientBodySeconds: number;
}

/** How the page asks. */
export type Client = 'fetch' | 'xhr';

declare global {
  interface Window {
    prepareWorker: () => Promise<void>;
    measureTransfers: (mount: string, session: object, sizeBytes: number, transfers: number, client: Client) => Promise<PageMeasurement[]>;
  }
}

let nextNumber = 0;

window.prepareWorker = async (): Promise<void> => {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null) {
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  }
};

window.measureTransfers = async (mount, session, sizeBytes, transfers, client): Promise<PageMeasurement[]> => {
  const name = `accuracy-${nextNumber++}`;
  const created = await fetch(`${mount}${name}`, { method: 'POST', body: JSON.stringify(session) });
  if (!created.ok) throw new Error(await created.text());
  // Connections are opened before: a TCP handshake is the machine's, not the link's.
  await Promise.all(Array.from({ length: transfers }, () => fetch(`${mount}health`).then((answer) => answer.text())));
  performance.clearResourceTimings();
  const ask = client === 'fetch' ? askByFetch : askByXhr;
  return Promise.all(Array.from({ length: transfers }, (_, i) => measure(`${mount}${name}/bytes/${sizeBytes}?${i}`, ask)));
};

type Ask = (url: string) => Promise<{ receivedBytes: number; bodySeconds: number }>;

async function measure(url: string, ask: Ask): Promise<PageMeasurement> {
  const { receivedBytes, bodySeconds } = await ask(url);
  const timing = await timingOf(url);
  return {
    receivedBytes,
    firstByteSeconds: (timing.responseStart - timing.requestStart) / 1000,
    timingBodySeconds: (timing.responseEnd - timing.responseStart) / 1000,
    clientBodySeconds: bodySeconds,
  };
}

async function askByFetch(url: string): Promise<{ receivedBytes: number; bodySeconds: number }> {
  const response = await fetch(url);
  const startMs = performance.now();
  const receivedBytes = (await response.arrayBuffer()).byteLength;
  return { receivedBytes, bodySeconds: (performance.now() - startMs) / 1000 };
}

function askByXhr(url: string): Promise<{ receivedBytes: number; bodySeconds: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let startMs = 0;
    request.responseType = 'arraybuffer';
    request.onreadystatechange = (): void => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED) startMs = performance.now();
    };
    request.onload = (): void => {
      const bodySeconds = (performance.now() - startMs) / 1000;
      resolve({ receivedBytes: (request.response as ArrayBuffer).byteLength, bodySeconds });
    };
    request.onerror = (): void => reject(new Error(`XHR failed: ${url}`));
    request.open('GET', url);
    request.send();
  });
}

/** The entry may come a moment after the body. */
async function timingOf(url: string): Promise<PerformanceResourceTiming> {
  for (let i = 0; i < 100; i++) {
    const entry = performance.getEntriesByName(new URL(url, location.href).href, 'resource').at(-1);
    if (entry !== undefined) return entry as PerformanceResourceTiming;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no ResourceTiming entry for ${url}`);
}
