/** The harness with something between player and network: a service worker's cache, or p2p-media-loader. */
import './harness.ts';
import BundledHls, { type HlsConfig } from 'hls.js';
import { HlsJsP2PEngine } from 'p2p-media-loader-hlsjs';
import { ShakaP2PEngine } from 'p2p-media-loader-shaka';
import bundledShaka from 'shaka-player';

export interface Hygiene {
  /** Resolves when the worker answers this page's requests. */
  registerWorker(): Promise<void>;
  /** From here on players load through p2p-media-loader. Viewers of one `swarm` meet at `tracker`. */
  usePeers(tracker: string, swarm: string): void;
  /** Bytes that p2p-media-loader has got, by where from. */
  readonly downloadedBytes: Record<'http' | 'p2p', number>;
  /** The hls.js instance, once `usePeers` was called and it was started. */
  hls?: BundledHls;
}

declare global {
  interface Window {
    hygiene: Hygiene;
  }
}

const downloadedBytes = { http: 0, p2p: 0 };
const count = (bytes: number, source: 'http' | 'p2p'): void => {
  downloadedBytes[source] += bytes;
};

window.hygiene = {
  downloadedBytes,
  async registerWorker() {
    await navigator.serviceWorker.register('/cache-worker.js');
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  },
  usePeers(tracker, swarm) {
    const core = { announceTrackers: [tracker], swarmId: swarm, rtcConfig: { iceServers: [] } };
    const HlsWithPeers = HlsJsP2PEngine.injectMixin(BundledHls);
    window.Hls = class extends HlsWithPeers {
      constructor(config: Partial<HlsConfig>) {
        super({ ...config, p2p: { core, onHlsJsCreated: (hls) => hls.p2pEngine.addEventListener('onChunkDownloaded', count) } });
        window.hygiene.hls = this as unknown as BundledHls;
      }
    } as unknown as typeof BundledHls;
    ShakaP2PEngine.registerPlugins(bundledShaka);
    class PlayerWithPeers extends bundledShaka.Player {
      constructor() {
        super();
        const engine = new ShakaP2PEngine({ core }, bundledShaka);
        engine.addEventListener('onChunkDownloaded', count);
        engine.bindShakaPlayer(this);
      }
    }
    window.shaka = { ...bundledShaka, Player: PlayerWithPeers };
  },
};
