/** One session of hls.js's AbrController: the simulator's events as the events that hls.js would have triggered, in its order. */

import type { Download, PlayerView, RuleContext, RuleSession, TransferView } from 'evenkeel/simulator';
import type { Fragment } from 'hls.js';
import { VirtualClock } from '../virtual-clock.ts';
import { HlsHost } from './hls-host.ts';
import { createDetails, createLevels, nearestLevel } from './hls-levels.ts';
import type { HlsModule } from './hls-module.ts';

/** Of an fMP4 segment; the value with which recorded sessions agree best (npm run fidelity). */
const PARSING_MS = 10;

export class HlsSession implements RuleSession {
  readonly clock: VirtualClock = new VirtualClock();
  readonly host: HlsHost;
  private readonly module: HlsModule;
  private readonly context: RuleContext;
  private fragment: Fragment | undefined;
  private isLoading = false;
  /** FRAG_LOAD_EMERGENCY_ABORTED was triggered and stream-controller has not looked yet. */
  private isEmergency = false;

  /** `firstRateBitsPerSecond`: the variant listed first in the manifest; by default the lowest. */
  constructor(module: HlsModule, context: RuleContext, firstRateBitsPerSecond = 0) {
    this.module = module;
    this.context = context;
    const levels = createLevels(module, context, context.audioRateBitsPerSecond);
    this.host = this.clock.run(0, () => new HlsHost(module, levels, nearestLevel(levels, firstRateBitsPerSecond)));
    this.host.on(module.Events.FRAG_LOAD_EMERGENCY_ABORTED, () => (this.isEmergency = true), this);
    // A player model without media playlists: all are there from the start.
    if (!context.player.hasMediaPlaylists)
      for (const [index, level] of levels.entries()) level.details = createDetails(module, context, index);
  }

  choose(view: PlayerView): number {
    return this.clock.run(view.atSeconds, () => {
      const { host } = this;
      host.look(view);
      // stream-controller: `startLoad` takes the start level; every idle tick after it asks `nextLoadLevel` and sets the answer.
      const level = this.isLoading ? host.nextLoadLevel : host.abrController.firstAutoLevel;
      this.isLoading = true;
      host.nextLoadLevel = level;
      return level;
    });
  }

  requested(transfer: TransferView, view: PlayerView): void {
    this.clock.run(view.atSeconds, () => {
      this.host.look(view);
      this.fragment = this.createFragment(transfer);
      this.host.trigger(this.module.Events.FRAG_LOADING, { frag: this.fragment, part: null, targetBufferTime: this.fragment.start });
    });
  }

  /** The 100 ms timer of `_abandonRulesCheck`, and stream-controller's answer when it wants another level. */
  progress(transfer: TransferView, view: PlayerView): number | undefined {
    const { fragment, host, clock } = this;
    if (!fragment) return undefined;
    // Before the first byte XMLHttpRequest has told nothing.
    if (transfer.firstByteSeconds !== undefined) {
      fragment.stats.loading.first = clock.pageMs(transfer.firstByteSeconds);
      fragment.stats.loaded = Math.floor(transfer.loadedBits / 8);
      if (fragment.stats.loaded > 0) fragment.stats.total = Math.ceil(transfer.sizeBits / 8);
    }
    return clock.run(view.atSeconds, () => {
      host.look(view);
      clock.runDueTimers();
      if (!this.isEmergency) return undefined;
      this.isEmergency = false;
      const level = host.nextLoadLevel;
      host.nextLoadLevel = level;
      if (level === fragment.level) return undefined;
      // One fragment loader: the next load begins by aborting the one before.
      fragment.abortRequests();
      return level;
    });
  }

  downloaded(download: Download, view: PlayerView): void {
    this.clock.run(view.atSeconds, () => {
      this.host.look(view);
      if (download.kind === 'playlist') this.playlistLoaded(download);
      // Audio and init segments are ignored by the AbrController (`ignoreFragment`).
      if (download.kind === 'main' && download.aborted) this.fragment?.abortRequests();
      else if (download.kind === 'main') this.fragmentLoaded(download);
    });
  }

  private playlistLoaded(download: Download): void {
    const { module, context, host, clock } = this;
    const level = host.levels[download.renditionIndex];
    if (!level) return;
    level.details = createDetails(module, context, download.renditionIndex);
    host.latestLevelDetails = level.details;
    const loading = {
      start: clock.pageMs(download.requestSeconds),
      first: clock.pageMs(download.firstByteSeconds),
      end: clock.pageMs(download.endSeconds),
    };
    const loaded = { details: level.details, level: download.renditionIndex, levelInfo: level, stats: { loading } };
    host.trigger(module.Events.LEVEL_LOADED, loaded);
  }

  private fragmentLoaded(download: Download): void {
    const { fragment, host, module, clock } = this;
    if (!fragment) return;
    const { stats } = fragment;
    const endMs = clock.pageMs(download.endSeconds);
    stats.loading.first = clock.pageMs(download.firstByteSeconds);
    stats.loading.end = endMs;
    stats.loaded = stats.total = Math.ceil(download.sizeBits / 8);
    host.trigger(module.Events.FRAG_LOADED, { frag: fragment, part: null });
    // hls.js counts parsing into its sample, not appending.
    const appendedMs = endMs + this.context.player.appendSeconds * 1000;
    stats.parsing.start = endMs;
    stats.parsing.end = endMs + PARSING_MS;
    stats.buffering.start = stats.buffering.first = stats.buffering.end = appendedMs;
    host.trigger(module.Events.FRAG_BUFFERED, { frag: fragment, part: null, stats, id: fragment.type });
  }

  private createFragment({ renditionIndex, segmentIndex, requestSeconds }: TransferView): Fragment {
    const { segmentSeconds } = this.context;
    const fragment = new this.module.Fragment('main' as Fragment['type'], `https://origin.test/${renditionIndex}.m3u8`);
    fragment.level = renditionIndex;
    fragment.sn = segmentIndex;
    fragment.start = segmentIndex * segmentSeconds;
    fragment.duration = segmentSeconds;
    fragment.stats.loading.start = this.clock.pageMs(requestSeconds);
    fragment.loader = { abort: () => (fragment.stats.aborted = true) } as unknown as NonNullable<Fragment['loader']>;
    return fragment;
  }
}
