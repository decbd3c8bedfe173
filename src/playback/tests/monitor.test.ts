import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventBody } from '../../session/index.ts';
import { bufferedAhead, monitorPlayback } from '../index.ts';

/** As much of a media element as the monitor looks at. */
class FakeMedia extends EventTarget {
  currentTime = 0;
  paused = false;
  autoplay = false;
  seeking = false;
  ended = false;
  ranges: [number, number][] = [];
  get buffered(): TimeRanges {
    return { length: this.ranges.length, start: (i: number) => this.ranges[i]?.[0] ?? 0, end: (i: number) => this.ranges[i]?.[1] ?? 0 };
  }
  fire(type: string): void {
    this.dispatchEvent(new Event(type));
  }
}

const watch = (
  media = new FakeMedia(),
): { media: FakeMedia; events: EventBody[]; monitor: ReturnType<typeof monitorPlayback>; types: () => string[] } => {
  const events: EventBody[] = [];
  const monitor = monitorPlayback(media as unknown as HTMLMediaElement, (event) => events.push(event));
  return { media, events, monitor, types: () => events.map(({ type }) => type).filter((type) => type !== 'buffer') };
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const start = (media: FakeMedia): void => {
  vi.advanceTimersByTime(700);
  media.currentTime = 0.1;
  media.fire('timeupdate');
};

describe('monitorPlayback', () => {
  test('start-up counts until the playhead moves', () => {
    const { media, events, monitor } = watch();
    expect(monitor.playing).toBe(false);
    start(media);
    const startup = events.find(({ type }) => type === 'startup');
    expect(startup?.type === 'startup' && startup.startupSeconds).toBeCloseTo(0.7, 1);
    expect(monitor.playing).toBe(true);
  });

  test('a stall lasts from waiting until the playhead moves again', () => {
    const { media, events, monitor, types } = watch();
    start(media);
    media.fire('waiting');
    expect(monitor.stalled).toBe(true);
    vi.advanceTimersByTime(2000);
    media.fire('playing');
    expect(monitor.stalled).toBe(true);
    media.currentTime = 0.2;
    vi.advanceTimersByTime(50);
    expect(monitor.stalled).toBe(false);
    expect(types()).toEqual(['startup', 'stall-start', 'stall-end']);
    const end = events.at(-1);
    const stall = events.find(({ type }) => type === 'stall-end');
    expect(end).toBeDefined();
    expect(stall?.type === 'stall-end' && stall.stallSeconds).toBeCloseTo(2, 0);
  });

  test('waiting during start-up, a seek or a pause is no stall', () => {
    const { media, types } = watch();
    media.fire('waiting');
    start(media);
    media.seeking = true;
    media.fire('seeking');
    media.fire('waiting');
    media.seeking = false;
    media.currentTime = 40;
    media.fire('playing');
    media.paused = true;
    media.fire('waiting');
    expect(types()).toEqual(['startup', 'seek']);
  });

  const paused = (): FakeMedia => Object.assign(new FakeMedia(), { paused: true });
  const press = (media: FakeMedia): void => {
    media.paused = false;
    media.fire('play');
  };
  const startups = (events: EventBody[]): number[] => events.flatMap((event) => (event.type === 'startup' ? [event.startupSeconds] : []));

  test('start-up counts from play, and nothing is polled before', () => {
    const { media, events } = watch(paused());
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(60_000);
    press(media);
    expect(vi.getTimerCount()).toBe(2);
    start(media);
    expect(startups(events)).toEqual([expect.closeTo(0.7, 1)]);
    expect(vi.getTimerCount()).toBe(1);
  });

  test('start-up of an element that is to play by itself counts from the beginning', () => {
    const { media, events } = watch(Object.assign(paused(), { autoplay: true }));
    vi.advanceTimersByTime(2000);
    press(media);
    start(media);
    expect(startups(events)).toEqual([expect.closeTo(2.7, 1)]);
  });

  test('a pause ends the poll, play brings it back', () => {
    const { media, events } = watch();
    media.paused = true;
    media.fire('pause');
    expect(vi.getTimerCount()).toBe(1);
    press(media);
    media.currentTime = 0.1;
    vi.advanceTimersByTime(50);
    expect(startups(events)).toHaveLength(1);
  });

  test('a seek during start-up does not count as movement', () => {
    const { media, events } = watch();
    vi.advanceTimersByTime(100);
    media.currentTime = 30;
    media.fire('seeking');
    vi.advanceTimersByTime(500);
    expect(startups(events)).toEqual([]);
    media.currentTime = 30.1;
    vi.advanceTimersByTime(50);
    expect(startups(events)).toEqual([expect.closeTo(0.65, 1)]);
  });

  test('a buffer event calls a seek what the monitor calls it', () => {
    const { media, events, monitor } = watch();
    start(media);
    media.seeking = true;
    media.fire('seeking');
    vi.advanceTimersByTime(500);
    expect(monitor.playing).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'buffer', playing: false });
    media.seeking = false;
    media.fire('playing');
    vi.advanceTimersByTime(500);
    expect(events.at(-1)).toMatchObject({ type: 'buffer', playing: true });
  });

  test('another source starts up anew', () => {
    const { media, events, monitor, types } = watch();
    start(media);
    media.fire('waiting');
    media.paused = true;
    media.currentTime = 0;
    media.fire('emptied');
    expect(monitor).toMatchObject({ playing: false, stalled: false });
    vi.advanceTimersByTime(10_000);
    press(media);
    media.fire('waiting');
    start(media);
    expect(types()).toEqual(['startup', 'stall-start', 'stall-end', 'startup']);
    expect(startups(events)[1]).toBeCloseTo(0.7, 1);
  });

  test('nothing runs after destroy', () => {
    const { media, events, monitor } = watch();
    start(media);
    monitor.destroy();
    const count = events.length;
    media.fire('waiting');
    vi.advanceTimersByTime(5000);
    expect(events).toHaveLength(count);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('bufferedAhead joins what players jump over, and stops at a real hole', () => {
  const media = new FakeMedia();
  media.currentTime = 3;
  media.ranges = [
    [0, 10],
    [10.1, 20],
    [25, 30],
  ];
  expect(bufferedAhead(media as unknown as HTMLMediaElement)).toBeCloseTo(17);
  media.currentTime = 22;
  expect(bufferedAhead(media as unknown as HTMLMediaElement)).toBe(0);
});
