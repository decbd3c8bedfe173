/** An ad break in the middle of the film (a period of its own), served by another host at quite another rate. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { productLadder, segment } from './fake-player.ts';
import { bytesOf } from './pitfalls/download.ts';
import { plainPlayer, wrappedPlayer } from './wrapped-player.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const MEGABIT = 1e6;
const FILM_RATE = 4 * MEGABIT;

for (const adRate of [40 * MEGABIT, 0.5 * MEGABIT])
  test(`an ad break at ${adRate / FILM_RATE} times the film's rate: each host is believed for itself`, () => {
    const ours = wrappedPlayer();
    const theirs = plainPlayer();
    const both = [ours.player, theirs];
    for (const player of both) player.load(productLadder().variants);
    const believed = new Map<string, number>();
    const load = (number: number, host: string, rate: number): void => {
      const transfers = both.map((player) => {
        const stream = player.active?.video;
        const context = { type: 1, ...(stream && { stream }), segment: segment(number) };
        const request = { uris: [`https://${host}/${number}.m4s`], requestStartTime: Date.now(), timeToFirstByte: 50, packetNumber: 1 };
        for (const filter of player.filters) filter(1, request, context);
        return { player, transfer: { request, context } };
      });
      vi.advanceTimersByTime(50);
      for (const { player, transfer } of transfers) player.headers(transfer, bytesOf(rate, 2));
      for (let part = 0; part < 20; part++) {
        vi.advanceTimersByTime(100);
        for (const { player, transfer } of transfers) player.packet(transfer, part ? 100 : 150, bytesOf(rate, 0.1));
      }
      for (const { player, transfer } of transfers) {
        player.complete(transfer, bytesOf(rate, 2));
        player.append(number);
      }
      const sample = ours.of('sample').at(-1);
      if (sample?.type === 'sample') believed.set(host, sample.forecast.next.medianBitsPerSecond);
      vi.advanceTimersByTime(1000);
    };
    for (let number = 0; number < 6; number++) load(number, 'film.example', FILM_RATE);
    for (let number = 6; number < 11; number++) load(number, 'ads.example', adRate);
    // What was wrong for the film is true of the ads' host.
    expect((believed.get('ads.example') ?? 0) / adRate).toBeGreaterThan(0.5);
    expect((believed.get('ads.example') ?? 0) / adRate).toBeLessThan(2);
    // At the break's end Shaka's own rule believes the ads' rate of the film; slow packets of less than 16 kB it does not count at all.
    const ratio = (theirs.manager?.getBandwidthEstimate() ?? 0) / FILM_RATE;
    if (adRate > FILM_RATE) expect(ratio).toBeGreaterThan(1.5);
    load(11, 'film.example', FILM_RATE);
    expect((believed.get('film.example') ?? 0) / FILM_RATE).toBeCloseTo(1, 1);
  });
