/** Shaka's own `SimpleAbrManager` in Node: the published build needs a few browser globals to load. */
import type { ShakaAbrManager } from '../contract.ts';

interface ShakaModule {
  readonly abr: { readonly SimpleAbrManager: new () => ShakaAbrManager };
}

export async function loadSimpleAbrManager(): Promise<new () => ShakaAbrManager> {
  const scope = globalThis as Record<string, unknown>;
  scope.self ??= globalThis;
  scope.window ??= globalThis;
  if (scope.navigator === undefined)
    Object.defineProperty(globalThis, 'navigator', {
      value: { userAgent: 'node', onLine: true, vendor: '', platform: '' },
      configurable: true,
    });
  scope.document ??= { createElement: () => ({ canPlayType: () => '', style: {} }), addEventListener: () => undefined, hidden: false };
  // `shaka.polyfill` brings these to browsers that lack them.
  const maps = Map.prototype as unknown as Record<string, unknown>;
  maps.getOrInsertComputed ??= function <Key, Value>(this: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
    if (!this.has(key)) this.set(key, make(key));
    return this.get(key) as Value;
  };
  maps.getOrInsert ??= function <Key, Value>(this: Map<Key, Value>, key: Key, value: Value): Value {
    if (!this.has(key)) this.set(key, value);
    return this.get(key) as Value;
  };
  // `EVENKEEL_SHAKA` may name another build to test against.
  const loaded = (await import(process.env.EVENKEEL_SHAKA ?? 'shaka-player')) as unknown as ShakaModule & {
    readonly default?: ShakaModule;
  };
  return (loaded.default ?? loaded).abr.SimpleAbrManager;
}
