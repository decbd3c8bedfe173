/** What dash.js documents of its rules, seen through the simulator's interface: were a stand-in wrong, one of these would show it. */
import { HLS_PLAYER, LIVE_PLAYER, SHAKA_PLAYER } from 'evenkeel/simulator';
import { describe, expect, test, vi } from 'vitest';
import { loadDash, locateDash } from '../load.ts';
import { bufferSettings } from '../strategies.ts';
import { Hand, loadRule, SEGMENT_SECONDS } from './hand.ts';

describe('ThroughputRule', () => {
  test.each([
    [1300, 1],
    [1345, 2],
    [3150, 3],
    [3175, 4],
    [4750, 4],
    [4800, 5],
  ])('at %i kbit/s takes the highest rung within 0.9 of it', async (rateKbit, rung) => {
    const hand = new Hand(await loadRule('dash-throughput'));
    hand.load(rateKbit, 0);
    expect(hand.choose(20)).toBe(rung);
  });

  test('measures from the first byte on: waiting for the server is no lack of throughput', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    const transfer = hand.request(0);
    hand.atSeconds = 3 + transfer.sizeBits / 4.8e6;
    hand.end(transfer, 3, transfer.sizeBits, false);
    expect(hand.choose(20)).toBe(5);
  });

  test('takes the lower of a fast and a slow average: a drop counts at once, a rise later', async () => {
    const rule = await loadRule('dash-throughput');
    const rising = new Hand(rule);
    for (let i = 0; i < 5; i++) rising.load(1000, 20);
    rising.load(4000, 20);
    // Slow average 1319 kbit/s, fast 1687.
    expect(rising.choose(20)).toBe(1);
    const falling = new Hand(rule);
    for (let i = 0; i < 5; i++) falling.load(5000, 20);
    falling.load(1000, 20);
    // Fast average 1010 kbit/s, slow 1430.
    expect(falling.choose(20)).toBe(1);
  });
});

describe('InsufficientBufferRule', () => {
  test('lets no segment be chosen that 0.7 of the throughput cannot bring before the buffer ends', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    hand.load(5000, 0);
    hand.load(5000, 20);
    // 0.7 * 5000 * 2 s / 4 s = 1750 kbit/s.
    expect(hand.choose(2)).toBe(2);
  });

  test('does not look at the first two segments', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    hand.load(5000, 0);
    expect(hand.choose(2)).toBe(5);
  });

  test('takes the lowest while the buffer is empty', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    for (let i = 0; i < 3; i++) hand.load(5000, 20);
    expect(hand.choose(0.3)).toBe(0);
  });
});

describe('SwitchHistoryRule', () => {
  test('after a drop among the last eight requests stays a rung below', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    for (let i = 0; i < 4; i++) hand.load(6000, 20);
    expect(hand.load(6000, 2)).toBeLessThan(5);
    let rung = 0;
    for (let i = 0; i < 5; i++) rung = hand.load(6000, 20);
    expect(rung).toBe(4);
  });
});

describe('DYNAMIC', () => {
  /** A slow start with the buffer at its highest of `fullestSeconds`, then a very fast line: what is chosen at `bufferSeconds`? */
  async function afterRise(fullestSeconds: number, bufferSeconds: number): Promise<number> {
    const hand = new Hand(await loadRule('dash-dynamic'));
    hand.load(400, 0);
    for (let i = 0; i < 4; i++) hand.load(400, fullestSeconds);
    for (let i = 0; i < 30; i++) hand.load(60_000, fullestSeconds - 0.5);
    return hand.choose(bufferSeconds);
  }

  test('goes by throughput until the buffer reaches 12 s', async () => {
    expect(await afterRise(11.9, 7)).toBe(5);
  });

  test('goes by the buffer from 12 s on, and still at 7 s', async () => {
    expect(await afterRise(13, 7)).toBe(0);
  });

  test('goes by throughput again below 6 s', async () => {
    expect(await afterRise(13, 5.9)).toBe(5);
  });
});

describe('BolaRule', () => {
  test('does not fill the buffer with low quality: it waits, but never below 10 s', async () => {
    const rule = await loadRule('dash-bola');
    const waitAt = (bufferSeconds: number): number => {
      const hand = new Hand(rule);
      for (let i = 0; i < 4; i++) hand.load(600, i * SEGMENT_SECONDS);
      return hand.wait(bufferSeconds);
    };
    expect(waitAt(9.9)).toBe(0);
    // The whole way above the level at which a segment of the lowest rung stops being worth loading.
    expect(waitAt(28)).toBeCloseTo(waitAt(27) + 1, 3);
    expect(waitAt(28)).toBeGreaterThan(1);
  });

  test('imagines a fuller buffer on a fast line, until the real one runs dry', async () => {
    const rule = await loadRule('dash-bola');
    const chosenAfter = (happening: (hand: Hand) => void): number => {
      const hand = new Hand(rule);
      for (let i = 0; i < 5; i++) hand.load(20_000, 6);
      happening(hand);
      return hand.choose(6);
    };
    expect(chosenAfter(() => {})).toBe(5);
    expect(chosenAfter((hand) => hand.stall())).toBe(0);
  });

  test('after a jump begins again by throughput', async () => {
    const hand = new Hand(await loadRule('dash-bola'));
    for (let i = 0; i < 5; i++) hand.load(20_000, 6);
    hand.seek();
    hand.load(20_000, 0);
    expect(hand.choose(4)).toBe(5);
  });

  test('keeps its decision over the wait', async () => {
    const hand = new Hand(await loadRule('dash-bola'));
    for (let i = 0; i < 4; i++) hand.load(600, i * SEGMENT_SECONDS);
    const seconds = hand.wait(28);
    const rung = hand.choose(28);
    hand.atSeconds += seconds;
    expect(hand.wait(28 - seconds)).toBe(0);
    expect(hand.choose(28 - seconds)).toBe(rung);
  });
});

describe('AbandonRequestsRule', () => {
  /** Loads a segment of the top rung at 500 kbit/s, looked at every 100 ms: after how long is it given up, and for which rung? */
  async function trickle(
    name: string,
    bufferSeconds: number,
    hand?: Hand,
    loads = 5,
  ): Promise<{ seconds: number; rung: number } | undefined> {
    const driven = hand ?? new Hand(await loadRule(name));
    for (let i = 0; i < loads; i++) driven.load(9000, 20);
    const transfer = driven.request(bufferSeconds, driven.choose(loads > 0 ? 20 : bufferSeconds));
    expect(transfer.renditionIndex).toBe(5);
    const firstByteSeconds = driven.atSeconds + 0.02;
    for (let tick = 1; tick <= 30; tick++) {
      driven.atSeconds += 0.1;
      driven.bufferSeconds = bufferSeconds;
      const seconds = driven.atSeconds - firstByteSeconds;
      const rung = driven.progress(transfer, firstByteSeconds, seconds * 500e3);
      if (rung !== undefined) {
        driven.end(transfer, firstByteSeconds, seconds * 500e3, true);
        return { seconds, rung };
      }
    }
    return undefined;
  }

  test.each(['dash-dynamic', 'dash-bola', 'dash-throughput'])(
    '%s goes down to what the transfer itself carries, after six samples and 500 ms',
    async (name) => {
      const given = await trickle(name, 8);
      expect(given?.rung).toBe(0);
      expect(given?.seconds).toBeGreaterThan(0.5);
      expect(given?.seconds).toBeLessThan(0.7);
    },
  );

  test('hears nothing while no bytes come, as browsers tell nothing', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    for (let i = 0; i < 3; i++) hand.load(9000, 20);
    const transfer = hand.request(8, 5);
    const firstByteSeconds = hand.atSeconds;
    for (let tick = 1; tick <= 50; tick++) {
      hand.atSeconds += 0.1;
      expect(hand.progress(transfer, firstByteSeconds, Math.min(tick, 5) * 50e3)).toBeUndefined();
    }
  });

  test('does not with more than 18 s in the buffer', async () => {
    expect(await trickle('dash-throughput', 18.1)).toBeUndefined();
    expect(await trickle('dash-throughput', 17.9)).toBeDefined();
  });

  test('takes the player’s goal for those 18 s where it is lower', async () => {
    expect(await trickle('dash-throughput', 10.1, new Hand(await loadRule('dash-throughput'), SHAKA_PLAYER))).toBeUndefined();
    expect(await trickle('dash-throughput', 9.9, new Hand(await loadRule('dash-throughput'), SHAKA_PLAYER))).toBeDefined();
  });

  test('takes the live delay for them', async () => {
    expect(await trickle('dash-throughput', 6.1, new Hand(await loadRule('dash-throughput'), LIVE_PLAYER))).toBeUndefined();
  });

  test.each(['dash-l2a', 'dash-lolp'])('does not run beside %s', async (name) => {
    expect(await trickle(name, 8)).toBeUndefined();
  });

  test('makes BolaRule imagine less buffer', async () => {
    const rule = await loadRule('dash-bola');
    const chosenLater = async (givesUp: boolean): Promise<number> => {
      const hand = new Hand(rule);
      for (let i = 0; i < 5; i++) hand.load(60_000, 6);
      if (givesUp) await trickle('dash-bola', 6, hand, 0);
      const restart = hand.request(6, 0);
      hand.atSeconds += 0.1;
      hand.end(restart, hand.atSeconds - 0.06, restart.sizeBits, false);
      // Until the abandonment is forgotten: BolaRule counts the pause as buffer too.
      hand.atSeconds += 10.1;
      return hand.choose(1);
    };
    expect(await chosenLater(false)).toBe(5);
    expect(await chosenLater(true)).toBeLessThan(5);
  });

  test('lets the quality rise again after 10 s of virtual time', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    await trickle('dash-throughput', 8, hand);
    const abandonedSeconds = hand.atSeconds;
    const loadAgain = (): number => {
      const transfer = hand.request(15, hand.choose(15));
      const firstByteSeconds = hand.atSeconds + 0.05;
      hand.atSeconds = firstByteSeconds + transfer.sizeBits / 60e6;
      hand.end(transfer, firstByteSeconds, transfer.sizeBits, false);
      return transfer.renditionIndex;
    };
    for (let i = 0; i < 20; i++) expect(loadAgain()).toBe(0);
    expect(hand.atSeconds).toBeLessThan(abandonedSeconds + 10);
    hand.atSeconds = abandonedSeconds + 9.9;
    expect(loadAgain()).toBe(0);
    hand.atSeconds = abandonedSeconds + 10.1;
    expect(loadAgain()).toBeGreaterThan(0);
  });
});

describe('the player around the rules', () => {
  test('brings the first segment after a jump in the quality that was playing', async () => {
    const hand = new Hand(await loadRule('dash-bola'));
    for (let i = 0; i < 3; i++) hand.load(9000, 20);
    hand.load(310, 20);
    hand.seek();
    hand.segmentIndex = 30;
    expect(hand.load(310, 0)).toBe(5);
    expect(hand.choose(4)).toBe(0);
  });

  test('does not ask the rules while the buffer is full', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    hand.load(5000, 0);
    // 60 MB hold 640 s of the second rung; hls.js stops at 600.
    expect(hand.choose(600)).toBe(1);
    expect(hand.choose(20)).toBe(5);
  });

  test('is told of the simulated player’s buffer where that is smaller than dash.js’s own', () => {
    const goal = HLS_PLAYER.maxBufferGoalSeconds as number;
    expect(bufferSettings(goal)).toEqual({ bufferTimeDefault: 18, bufferTimeAtTopQuality: 30, bufferTimeAtTopQualityLongForm: 60 });
    expect(bufferSettings(10)).toEqual({ bufferTimeDefault: 10, bufferTimeAtTopQuality: 10, bufferTimeAtTopQualityLongForm: 10 });
  });
});

describe('measurements', () => {
  test('a request given up counts by its progress events: with only one there is nothing to measure', async () => {
    const hand = new Hand(await loadRule('dash-throughput'));
    for (let i = 0; i < 3; i++) hand.load(9000, 20);
    const transfer = hand.request(20);
    const firstByteSeconds = hand.atSeconds + 0.05;
    hand.atSeconds += 20;
    hand.end(transfer, firstByteSeconds, 1e5, true);
    hand.seek();
    hand.load(9000, 0);
    expect(hand.choose(20)).toBe(5);
  });
});

describe('the package', () => {
  test('is the real one', () => {
    expect(loadDash().dash.Version).toMatch(/^5\./);
    expect(locateDash()).toContain('node_modules/dashjs/');
  });

  test('keeps nothing of a session when it has begun: sessions would pile up and slow each other down', async () => {
    const { FactoryMaker } = loadDash().dash;
    const spy = vi.spyOn(FactoryMaker, 'setSingletonInstance');
    new Hand(await loadRule('dash-dynamic'));
    const context = spy.mock.lastCall?.[0] as object;
    spy.mockRestore();
    expect(context).toBeDefined();
    expect(FactoryMaker.getSingletonInstance(context, 'AbrController')).toBeNull();
  });

  test('is asked for where it is missing', () => {
    expect(() => locateDash(['/nowhere/package.json'])).toThrow('npm install dashjs');
  });
});
