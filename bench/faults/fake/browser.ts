/** Just enough of a browser for both real players to play in Node: globals over the fakes. Call before either is imported. */
import { FakeMediaSource, FakeSourceBuffer } from './media-source.ts';
import { FakeXhr, fakeFetch } from './requests.ts';
import { FakeVideo, objectUrls } from './video-element.ts';

export const PAGE_URL = 'http://page.test/';

const element = (name: string): object => ({
  tagName: name.toUpperCase(),
  style: {},
  canPlayType: () => 'probably',
  setAttribute: () => undefined,
  appendChild: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

export function installBrowser(): void {
  const set = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  const page = new EventTarget();
  set('self', globalThis);
  set('window', globalThis);
  set('addEventListener', page.addEventListener.bind(page));
  set('removeEventListener', page.removeEventListener.bind(page));
  set('dispatchEvent', page.dispatchEvent.bind(page));
  set('location', new URL(PAGE_URL));
  set('innerWidth', 1920);
  set('innerHeight', 1080);
  set('screen', { width: 1920, height: 1080 });
  set('devicePixelRatio', 1);
  set('isSecureContext', true);
  set('MediaSource', FakeMediaSource);
  set('SourceBuffer', FakeSourceBuffer);
  set('HTMLMediaElement', FakeVideo);
  set('HTMLVideoElement', FakeVideo);
  set('MediaError', { MEDIA_ERR_ABORTED: 1, MEDIA_ERR_NETWORK: 2, MEDIA_ERR_DECODE: 3, MEDIA_ERR_SRC_NOT_SUPPORTED: 4 });
  set('XMLHttpRequest', FakeXhr);
  set('fetch', fakeFetch);
  set('navigator', {
    onLine: true,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
    vendor: 'Google Inc.',
    platform: 'Linux x86_64',
    language: 'en',
    languages: ['en'],
    mediaCapabilities: {
      decodingInfo: async (configuration: unknown) => ({ supported: true, smooth: true, powerEfficient: true, configuration }),
    },
  });
  set(
    'document',
    Object.assign(new EventTarget(), {
      createElement: element,
      hidden: false,
      visibilityState: 'visible',
      baseURI: PAGE_URL,
      documentElement: element('html'),
      head: element('head'),
      body: element('body'),
      getElementsByTagName: () => [],
      querySelectorAll: () => [],
      querySelector: () => null,
    }),
  );
  let objectCount = 0;
  URL.createObjectURL = (object) => {
    const url = `blob:fake-${++objectCount}`;
    if ((object as unknown) instanceof FakeMediaSource) objectUrls.set(url, object as unknown as FakeMediaSource);
    return url;
  };
  URL.revokeObjectURL = (url) => void objectUrls.delete(url);
  provideMapMethods();
}

/** Shaka's polyfills bring these; Node 20 lacks them. */
function provideMapMethods(): void {
  const maps = Map.prototype as unknown as Record<string, unknown>;
  maps.getOrInsertComputed ??= function <Key, Value>(this: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
    if (!this.has(key)) this.set(key, make(key));
    return this.get(key) as Value;
  };
  maps.getOrInsert ??= function <Key, Value>(this: Map<Key, Value>, key: Key, value: Value): Value {
    if (!this.has(key)) this.set(key, value);
    return this.get(key) as Value;
  };
}
