/** Storage, network and clock of a page. */
import type { DownloadSample, SessionEvent } from 'evenkeel';
import { vi } from 'vitest';
import type { HistoryStorage } from '../index.ts';

export const KEY = 'evenkeel.history.v1';
export const TODAY = 20_000;
export const atDay = (day: number) => (): number => day * 86_400_000 + 12 * 3_600_000;

/** A storage that keeps what it is given, and counts what was asked of it. */
export function fakeStorage(text?: string): HistoryStorage & { readonly items: Map<string, string>; readonly calls: string[] } {
  const items = new Map(text === undefined ? [] : [[KEY, text]]);
  const calls: string[] = [];
  return {
    items,
    calls,
    getItem(key) {
      calls.push(`get ${key}`);
      return items.get(key) ?? null;
    },
    setItem(key, value) {
      calls.push(`set ${key}`);
      items.set(key, value);
    },
    removeItem(key) {
      calls.push(`remove ${key}`);
      items.delete(key);
    },
  };
}

export const onNetwork = (connection: unknown): void => void vi.stubGlobal('navigator', { connection });

/** A main segment that came at this rate. */
export function sampleAt(rateBitsPerSecond: number, change: Partial<DownloadSample> = {}): SessionEvent {
  const sample: DownloadSample = {
    atSeconds: 0,
    sizeBits: 4e6,
    transferSeconds: 4e6 / rateBitsPerSecond,
    ttfbSeconds: 0,
    kind: 'main',
    ...change,
  };
  return { type: 'sample', session: 1, atSeconds: 0, sample, verdict: { accepted: true, rateBitsPerSecond }, forecast: undefined as never };
}

export const END: SessionEvent = { type: 'end', session: 1, atSeconds: 0 };
