import { SHAKA_PLAYER, simulateSession } from 'evenkeel/simulator';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { importPlayer } from '../player-package.ts';
import { abortsOnSwitch } from '../shaka/abort-decision.ts';
import { ProgressPackets } from '../shaka/progress-packets.ts';
import { checkShakaModule, type ShakaModule } from '../shaka/shaka-module.ts';
import type { ShakaSession } from '../shaka/shaka-session.ts';
import { contextOf, download, keepSessions, ladder, loadRule, onSteadyLink, transferOf, viewAt } from './drive.ts';

let shaka: ShakaModule;

beforeAll(async () => {
  shaka = checkShakaModule(await importPlayer('shaka-player'));
});
afterEach(() => void vi.restoreAllMocks());

async function start(rates: readonly number[]): Promise<ShakaSession> {
  return (await loadRule('shaka')).start(contextOf(ladder(rates), SHAKA_PLAYER)) as ShakaSession;
}

describe("Shaka's SimpleAbrManager", () => {
  it('is the class of the package, and runs: a change of its prototype is seen', async () => {
    expect((await start([1, 2])).manager).toBeInstanceOf(shaka.abr.SimpleAbrManager);
    const reported = vi.spyOn(shaka.abr.SimpleAbrManager.prototype, 'segmentDownloaded').mockReturnValue(undefined);
    const record = simulateSession(onSteadyLink(50, ladder([0.3, 0.8, 2]), SHAKA_PLAYER), await loadRule('shaka'));
    expect(record.segments.every(({ renditionIndex }) => renditionIndex === 1)).toBe(true);
    expect(reported).toHaveBeenCalled();
  });

  it('starts from 1 Mbit/s, and keeps to it until it has seen 128 kB', async () => {
    const session = await start([0.3, 0.9, 1, 4]);
    expect(session.choose(viewAt(0, 0))).toBe(1);
    // 8 Mbit/s for 0.1 s is 100 kB; a second such segment makes 200 kB.
    const between = download(session, 1, 0, 8, 0.1);
    expect(session.manager.getBandwidthEstimate()).toBe(1e6);
    expect(session.choose(viewAt(between, 4))).toBe(1);
    download(session, 1, between, 8, 0.1);
    expect(session.manager.getBandwidthEstimate()).toBeGreaterThan(3.9e6);
  });

  it('takes the highest variant below 0.95 of its estimate', async () => {
    const session = await start([1, 4.6, 4.7, 4.8]);
    session.choose(viewAt(0, 0));
    const endSeconds = download(session, 0, 0, 5 * 1.01, 10);
    expect(session.manager.getBandwidthEstimate()).toBeCloseTo(5e6, -1);
    expect(session.choose(viewAt(endSeconds, 4))).toBe(2);
  });

  it('is not held back by its upgrade target of 0.85: the ranges of two variants overlap and the upper one wins', async () => {
    const session = await start([1, 4.5, 9]);
    session.choose(viewAt(0, 0));
    const endSeconds = download(session, 0, 0, 5 * 1.01, 10);
    expect(session.manager.getBandwidthEstimate() * 0.85).toBeLessThan(4.5e6);
    expect(session.choose(viewAt(endSeconds, 4))).toBe(1);
  });

  it('chooses again at the first trusted packet, then every 8 s at most', async () => {
    const chosenMs: number[] = [];
    const { chooseVariant } = shaka.abr.SimpleAbrManager.prototype;
    vi.spyOn(shaka.abr.SimpleAbrManager.prototype, 'chooseVariant').mockImplementation(function (
      this: InstanceType<ShakaModule['abr']['SimpleAbrManager']>,
    ) {
      chosenMs.push(Date.now());
      return chooseVariant.call(this);
    });
    simulateSession(onSteadyLink(3, ladder([0.3, 0.8, 2]), SHAKA_PLAYER), await loadRule('shaka'));
    // Load, enable, first trusted packet.
    const [load = 0, enable = 0, trusted = 0, ...later] = chosenMs;
    expect(enable).toBe(load);
    expect(trusted - load).toBeLessThan(1000);
    expect(later.length).toBeGreaterThan(5);
    later.reduce((before, at) => {
      expect(at - before).toBeGreaterThanOrEqual(8000);
      expect(at - before).toBeLessThan(8000 + 4500);
      return at;
    }, trusted);
  });

  it('is told the playback rate: at twice the speed it takes half', async () => {
    const options = onSteadyLink(6, ladder([0.3, 2, 4.5]), SHAKA_PLAYER);
    const lastOf = async (playbackRate: number): Promise<number | undefined> =>
      simulateSession({ ...options, playbackRate }, await loadRule('shaka')).segments.at(-1)?.renditionIndex;
    expect([await lastOf(1), await lastOf(2)]).toEqual([2, 1]);
  });

  it('a switch in mid-segment gives the segment up, as prefetching does', async () => {
    const session = await start([0.3, 0.8, 4]);
    session.choose(viewAt(0, 0));
    session.requested(transferOf(1, 0, 3.2e6), viewAt(0, 0, 1));
    // 100 kB, then 200 kB: the second packet is trusted.
    expect(session.progress(transferOf(1, 0, 3.2e6, 0.8e6), viewAt(0.1, 0, 1))).toBeUndefined();
    expect(session.progress(transferOf(1, 0, 3.2e6, 1.6e6), viewAt(0.2, 0, 1))).toBe(2);
    expect(session.choose(viewAt(0.2, 0, 1))).toBe(2);
  });

  it('a switch at the last packet throws the complete segment away', async () => {
    const session = await start([0.3, 0.8, 4]);
    session.choose(viewAt(0, 0));
    session.requested(transferOf(1, 0, 3.2e6), viewAt(0, 0, 1));
    const done = { kind: 'main', renditionIndex: 1, segmentIndex: 1, requestSeconds: 0, firstByteSeconds: 0.02 } as const;
    session.downloaded({ ...done, endSeconds: 0.09, sizeBits: 3.2e6, durationSeconds: 4, aborted: false }, viewAt(0.09, 4, 1));
    expect(session.replaces()).toBe(2);
  });

  it('estimates a constant link of 5 Mbit/s within 5 %: bytes are bytes and ms are ms', async () => {
    const rule = keepSessions<ShakaSession>(await loadRule('shaka'));
    simulateSession(onSteadyLink(5, ladder([1, 2, 4]), SHAKA_PLAYER), rule);
    expect(Math.abs((rule.sessions[0] as ShakaSession).manager.getBandwidthEstimate() / 5e6 - 1)).toBeLessThan(0.05);
  });
});

describe('progress packets', () => {
  it('come after 100 ms and 16 kB, and at the end whatever is left', () => {
    const packets: (readonly [number, number])[] = [];
    const request = new ProgressPackets(1000, 16_000, (deltaMs, bytes) => packets.push([deltaMs, bytes]));
    request.loaded(1050, 50_000);
    request.loaded(1100, 90_000);
    request.loaded(1200, 100_000);
    request.loaded(1300, 110_000);
    request.done(1310, 111_000);
    expect(packets).toEqual([
      [100, 90_000],
      [200, 20_000],
      [10, 1000],
    ]);
  });
});

describe('abort on a switch', () => {
  const [variant] = [
    {
      id: 1,
      language: 'und',
      bandwidth: 2e6,
      video: { id: 1, type: 'video', bandwidth: 2e6, fastSwitching: false },
      audio: null,
      disabledUntilTime: 0,
    },
  ] as const;
  const situation = { variant, segmentSeconds: 4, bufferSeconds: 3, estimateBitsPerSecond: 2e6, remainingBytes: 5e5 };
  const streaming = { segmentPrefetchLimit: 0, rebufferingGoal: 0 };

  it('always with prefetching', () => {
    expect(abortsOnSwitch({ ...situation, streaming: { ...streaming, segmentPrefetchLimit: 1 } })).toBe(true);
  });

  it('without it, when the new segment is in time or smaller than what is left', () => {
    // 8 Mbit at 2 Mbit/s: 4 s, the buffer lasts 3; 1 MB against 0.5 MB left.
    expect(abortsOnSwitch({ ...situation, streaming })).toBe(false);
    expect(abortsOnSwitch({ ...situation, streaming, bufferSeconds: 4.1 })).toBe(true);
    expect(abortsOnSwitch({ ...situation, streaming, remainingBytes: 1.1e6 })).toBe(true);
  });
});
