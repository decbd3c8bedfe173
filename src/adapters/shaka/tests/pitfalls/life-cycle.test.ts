/** Pitfalls 23 to 26: instances, throws, versions, packaging. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShakaAbrManager } from '../../contract.ts';
import { createShakaAbr } from '../../index.ts';
import { FakePlayer, productLadder, stream, variant } from '../fake-player.ts';
import { scriptedEngine } from '../scripted-engine.ts';
import { plainPlayer, wrappedPlayer } from '../wrapped-player.ts';
import { bytesOf, download, estimateOf } from './download.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('pitfall 23: instances', () => {
  test('pitfall 23: two players of one page do not share state', () => {
    const [one, other] = [wrappedPlayer(), wrappedPlayer()];
    for (const { player } of [one, other]) player.load(productLadder().variants);
    for (let number = 0; number < 6; number++) download([one.player], number, { bytes: bytesOf(8e6, 2), seconds: 2 });
    expect(other.of('sample')).toEqual([]);
    expect(estimateOf(other.player)).toBeLessThan(4e6);
    one.player.manager?.stop();
    other.player.append(0);
    expect(other.of('segment')).toHaveLength(1);
  });

  test('pitfall 23: loads of one player are sessions of their own: new ladder, no rung or transfer taken over', () => {
    const script = scriptedEngine(2);
    const { player, events, of } = wrappedPlayer(script);
    for (let load = 1; load <= 3; load++) {
      const { variants } = productLadder();
      const manager = player.load(variants, load === 2);
      expect(script.situations.at(-1)).toMatchObject({ currentIndex: -1, playing: false });
      const open = player.request(0);
      player.append(0);
      manager.stop();
      // Late signals of the old load find nobody.
      const count = events.length;
      player.complete(open, 1000);
      player.append(1);
      expect(events).toHaveLength(count);
      expect(of('end')).toHaveLength(load);
    }
    expect(new Set(events.map(({ session }) => session)).size).toBe(3);
    expect(player.listenerCount).toBe(0);
  });

  test('pitfall 23: load() over a load without stop() in between does not listen twice', () => {
    const { player, of } = wrappedPlayer(scriptedEngine(0));
    player.load(productLadder().variants);
    const listeners = player.listenerCount;
    player.load(productLadder().variants);
    expect(player.listenerCount).toBe(listeners);
    expect(of('end')).toHaveLength(1);
  });

  test('pitfall 23: stop() and release() inside our own switch, event or segment callback', () => {
    for (const when of ['switch', 'event'] as const) {
      const script = scriptedEngine(0);
      const player = plainPlayer();
      const abr = createShakaAbr(player.asPlayer, {
        createEngine: script.createEngine,
        onEvent: (event) => {
          if (when === 'event' && event.type === 'segment') player.manager?.release();
        },
      });
      player.configure('abrFactory', abr);
      const manager = player.load(productLadder().variants);
      if (when === 'switch') {
        manager.stop();
        manager.configure(player.abr);
        manager.init(() => manager.release());
        manager.setVariants(player.variants);
        manager.enable();
      }
      script.next = 3;
      player.request(0);
      expect(() => player.append(0)).not.toThrow();
      expect(player.listenerCount).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  test.each(['stop', 'disable', 'observe'] as const)('pitfall 23: an index that opens after "%s" switches nothing', async (what) => {
    let opened: () => void = () => undefined;
    const createSegmentIndex = (): Promise<void> =>
      new Promise((resolve) => {
        opened = resolve;
      });
    const videos = [stream('video', 4e5, 240, { createSegmentIndex }), stream('video', 4.5e6, 1080)];
    const script = scriptedEngine(1);
    const { player, abr, of } = wrappedPlayer(script);
    const manager = player.load(videos.map((video) => variant(video, null)));
    script.rescueTo = 0;
    player.packet(player.request(0), 300, 20_000);
    vi.advanceTimersByTime(300);
    if (what === 'observe') abr.setMode('observe');
    else manager[what]();
    opened();
    await vi.advanceTimersByTimeAsync(100);
    expect(player.switches).toEqual([]);
    expect(of('fault')).toEqual([]);
  });
});

describe('pitfall 24: throws', () => {
  const fail = (): never => {
    throw new Error('thrown by the test');
  };

  test.each(['getMediaElement', 'getVariantTracks', 'getManifestType', 'seekRange', 'isLive', 'getConfiguration'] as const)(
    'pitfall 24: player.%s() throws: Shaka plays on with its own rule, and hears nothing of it',
    (method) => {
      const { player, of } = wrappedPlayer();
      const reference = plainPlayer();
      const { variants } = productLadder();
      vi.spyOn(player, method).mockImplementation(fail);
      for (const one of [player, reference]) one.load(variants);
      for (let number = 0; number < 8; number++) {
        download([player, reference], number, { bytes: bytesOf(20e6, 0.6), seconds: 0.6 });
        vi.advanceTimersByTime(4000);
      }
      expect(player.active).toBe(reference.active);
      expect(player.active?.video?.height).toBe(1080);
      expect(of('fault').length).toBeGreaterThan(0);
      player.manager?.stop();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test("pitfall 24: what Shaka's own manager throws is Shaka's to see, as without us", () => {
    const player = new FakePlayer(() => ({ ...({} as ShakaAbrManager), configure: fail }));
    player.configure('abrFactory', createShakaAbr(player.asPlayer));
    expect(() => player.load(productLadder().variants)).toThrow('thrown by the test');
  });

  test('pitfall 24: a listener of the page that throws changes nothing', () => {
    const player = plainPlayer();
    player.configure('abrFactory', createShakaAbr(player.asPlayer, { createEngine: scriptedEngine(3).createEngine, onEvent: fail }));
    const { variants } = productLadder();
    player.load(variants);
    expect(player.active?.video?.height).toBe(1080);
    expect(() => player.append(0)).not.toThrow();
  });
});

describe('pitfall 25: versions', () => {
  test('pitfall 25: an older manager without the methods that came later, called without the arguments that came later', () => {
    const script = scriptedEngine(1);
    let variants = productLadder().variants;
    const old = {
      init: () => undefined,
      stop: () => undefined,
      setVariants: (list: typeof variants) => {
        variants = list;
      },
      chooseVariant: () => variants[0],
      enable: () => undefined,
      disable: () => undefined,
      segmentDownloaded: () => undefined,
      getBandwidthEstimate: () => 1e6,
      playbackRateChanged: () => undefined,
      setMediaElement: () => undefined,
      configure: () => undefined,
    };
    const player = new FakePlayer(() => old);
    player.configure('abrFactory', createShakaAbr(player.asPlayer, { createEngine: script.createEngine }));
    const manager = (player.abrFactory as () => ShakaAbrManager)();
    const switched: unknown[] = [];
    manager.configure(player.abr);
    manager.init((next) => void switched.push(next));
    // Once there was no answer: undefined counts as "changed".
    expect(manager.setVariants(variants)).toBeUndefined();
    expect(manager.chooseVariant().video?.height).toBe(360);
    manager.enable();
    manager.segmentDownloaded(100, 20_000, true);
    manager.trySuggestStreams();
    expect(script.samples).toEqual([]);
    expect(() => {
      manager.stop();
      manager.release();
    }).not.toThrow();
  });

  test('pitfall 25: every method of the contract of this version is there', async () => {
    const { loadSimpleAbrManager } = await import('../real-built-in.ts');
    const SimpleAbrManager = await loadSimpleAbrManager();
    const { player } = wrappedPlayer();
    const manager = player.load(productLadder().variants) as unknown as Record<string, unknown>;
    const methods = [
      ...['init', 'stop', 'release', 'setVariants', 'chooseVariant', 'enable', 'disable', 'segmentDownloaded', 'trySuggestStreams'],
      ...['getBandwidthEstimate', 'playbackRateChanged', 'setMediaElement', 'setCmsdManager', 'configure'],
    ];
    for (const method of methods) {
      expect(manager[method], method).toBeTypeOf('function');
      // A method that Shaka drops or renames shows here.
      expect((SimpleAbrManager.prototype as Record<string, unknown>)[method], method).toBeTypeOf('function');
    }
  });

  test.each(['MSS', 'MSF'])(
    'pitfall 25: %s is left to Shaka: 4.x plays Smooth Streaming, 5.x Media over QUIC, whose downloads have no request',
    (type) => {
      const script = scriptedEngine(3);
      const { player, of } = wrappedPlayer(script);
      const reference = plainPlayer();
      const { variants } = productLadder();
      vi.spyOn(player, 'getManifestType').mockReturnValue(type);
      for (const one of [player, reference]) one.load(variants);
      for (let i = 0; i < 12; i++) {
        vi.advanceTimersByTime(2000);
        for (const one of [player, reference]) {
          one.manager?.segmentDownloaded(400, 1_000_000, true);
          one.append(i);
        }
      }
      expect(reference.switches.length).toBeGreaterThan(0);
      expect(player.switches).toEqual(reference.switches);
      expect(of('decision')).toEqual([]);
      expect(script.situations).toEqual([]);
      expect(estimateOf(player)).toBe(estimateOf(reference));
    },
  );
});

describe('pitfall 26: packaging', () => {
  const folder = fileURLToPath(new URL('../../', import.meta.url));
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts'));

  test('pitfall 26: nothing of Shaka is imported, not even a type: any build of any version will do', () => {
    expect(sources.length).toBeGreaterThan(8);
    for (const file of sources) expect(readFileSync(`${folder}${file}`, 'utf8'), file).not.toMatch(/(from|import\()\s*['"]shaka-player/);
  });

  test('pitfall 26: nothing runs at import but declarations: no window, navigator or timer at module level', () => {
    for (const file of sources) {
      const text = readFileSync(`${folder}${file}`, 'utf8');
      expect(text, file).not.toMatch(/^(const|let) .*\b(window|document|navigator|performance|setInterval|setTimeout)\b/m);
    }
  });
});
