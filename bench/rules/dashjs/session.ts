/** One session's dash.js behind the simulator's interface: tells it what its player would, asks it when its player would. */
import { bufferGoal, type Download, type PlayerView, type RuleContext, type RuleSession, type TransferView } from 'evenkeel/simulator';
import { assemble, type Parts } from './assemble.ts';
import { SessionClock } from './clock.ts';
import type { LoadedDash } from './load.ts';
import type { Representation } from './parts.ts';
import { addProgress, closeRequest, openRequest } from './requests.ts';
import type { Strategy } from './strategies.ts';

/** Names of dash.js's events and states (MediaPlayerEvents.js, CoreEvents.js, MetricsConstants.js). */
const BUFFER_EMPTY = 'bufferStalled';
const BUFFER_LOADED = 'bufferLoaded';
const QUALITY_CHANGE_REQUESTED = 'qualityChangeRequested';
const LOADING_PROGRESS = 'loadingProgress';
const FRAGMENT_LOADING_ABANDONED = 'fragmentLoadingAbandoned';
const MEDIA_FRAGMENT_LOADED = 'mediaFragmentLoaded';
const BYTES_APPENDED_END_FRAGMENT = 'bytesAppendedEndFragment';
const PLAYBACK_SEEKING = 'playbackSeeking';

/** dash.js's `streaming.buffer.stallThreshold`, seconds: at or below it the buffer counts as empty. */
const STALL_THRESHOLD_SECONDS = 0.3;

/** Starts dash.js for one session. */
export function startDash(loaded: LoadedDash, strategy: Strategy, context: RuleContext): RuleSession {
  const driver = new DashDriver(loaded, strategy, context);
  return {
    waitSeconds: (view) => driver.waitSeconds(view),
    choose: (view) => driver.choose(view),
    requested: (transfer, view) => driver.requested(transfer, view),
    downloaded: (download, view) => driver.downloaded(download, view),
    playback: (change, view) => driver.playback(change, view),
    // Looking at transfers costs time, and only AbandonRequestsRule does.
    ...(strategy.abandons ? { progress: (transfer, view): number | undefined => driver.progress(transfer, view) } : {}),
  };
}

class DashDriver {
  private readonly clock: SessionClock;
  private readonly parts: Parts;
  private readonly loaded: LoadedDash;
  private readonly context: RuleContext;
  private readonly filters: { readonly streamId: string; readonly mediaType: 'video' };
  private bufferState: string | undefined;
  /** The segment that has been decided for, and when it may be requested. */
  private decidedSegment = -1;
  private releaseSeconds = 0;
  /** After a jump out of the buffer the first segment comes in the quality that was playing. */
  private skipsCheck = false;

  constructor(loaded: LoadedDash, strategy: Strategy, context: RuleContext) {
    this.loaded = loaded;
    this.context = context;
    this.clock = new SessionClock(context.seed);
    this.parts = this.at(0, () => {
      const parts = assemble(loaded.dash, strategy, context);
      const { abrController, ladder, player } = parts;
      const initialKbit = abrController.getInitialBitrateFor('video');
      player.representation = abrController.getOptimalRepresentationForBitrate(ladder.mediaInfo, initialKbit, false);
      return parts;
    });
    const { eventBus, ladder, player } = this.parts;
    this.filters = { streamId: ladder.mediaInfo.streamInfo.id, mediaType: 'video' };
    eventBus.on(QUALITY_CHANGE_REQUESTED, (event: { newRepresentation: Representation }) => {
      player.representation = event.newRepresentation;
    });
  }

  /** dash.js decides, and then its loader holds the request back for as long as BolaRule wants. */
  waitSeconds(view: PlayerView): number {
    if (this.context.player.asksRuleAt === 'request') this.choose(view);
    const leftSeconds = this.releaseSeconds - view.atSeconds;
    return this.decidedSegment === view.segmentIndex && leftSeconds > 1e-6 ? leftSeconds : 0;
  }

  choose(view: PlayerView): number {
    const { abrController, player } = this.parts;
    if (this.decidedSegment !== view.segmentIndex && !this.mustFillLater(view)) {
      this.decidedSegment = view.segmentIndex;
      this.releaseSeconds = 0;
      const checks = view.currentIndex >= 0 && !this.skipsCheck;
      this.skipsCheck = false;
      if (checks) {
        this.at(view.atSeconds, () => {
          this.look(view);
          abrController.checkPlaybackQuality('video', this.filters.streamId);
        });
        this.releaseSeconds = view.atSeconds + player.loadDelayMilliseconds / 1000;
      }
    }
    return player.representation.absoluteIndex;
  }

  requested(transfer: TransferView, view: PlayerView): void {
    const { player } = this.parts;
    this.at(view.atSeconds, () => {
      this.look(view);
      player.request = openRequest(transfer, player.representation, this.context.segmentSeconds, this.clock.time);
    });
  }

  progress(transfer: TransferView, view: PlayerView): number | undefined {
    const { eventBus, player } = this.parts;
    const { request } = player;
    if (!request || transfer.firstByteSeconds === undefined) return undefined;
    if (!addProgress(request, transfer.firstByteSeconds, view.atSeconds, transfer.loadedBits, this.clock.time)) return undefined;
    const before = player.representation;
    this.at(view.atSeconds, () => {
      this.look(view);
      eventBus.trigger(LOADING_PROGRESS, { request, streamId: this.filters.streamId });
    });
    return player.representation === before ? undefined : player.representation.absoluteIndex;
  }

  downloaded(download: Download, view: PlayerView): void {
    const { dashMetrics, eventBus, player } = this.parts;
    const { request } = player;
    if (download.kind !== 'main' || !request) return;
    player.request = undefined;
    closeRequest(request, download, this.clock.time);
    this.at(view.atSeconds, () => {
      // As in dash.js: the rules hear of a segment before it is in the buffer.
      this.look(view);
      dashMetrics.addHttpRequest(request, request.url, download.aborted ? 0 : 200, {}, request.traces, null);
      if (download.aborted) {
        eventBus.trigger(FRAGMENT_LOADING_ABANDONED, { request }, this.filters);
        return;
      }
      const { startTime: start, duration, index, representation } = request;
      const chunk = { start, duration, end: start + duration, index, representation, streamId: this.filters.streamId };
      eventBus.trigger(MEDIA_FRAGMENT_LOADED, { chunk, request }, this.filters);
      eventBus.trigger(BYTES_APPENDED_END_FRAGMENT, { startTime: start, index, segmentType: request.type }, this.filters);
    });
  }

  playback(change: 'start' | 'stall' | 'resume' | 'seek', view: PlayerView): void {
    this.at(view.atSeconds, () => {
      if (change === 'seek') {
        this.parts.eventBus.trigger(PLAYBACK_SEEKING, { streamId: this.filters.streamId });
        if (view.bufferSeconds <= 0) {
          this.decidedSegment = -1;
          this.skipsCheck = true;
        }
      }
      this.look(view);
    });
  }

  /** While the buffer is full dash.js's scheduler only looks at the buffer, not at the rules. */
  private mustFillLater(view: PlayerView): boolean {
    const { player, renditions } = this.context;
    if (player.asksRuleAt !== 'request' || view.currentIndex < 0) return false;
    return view.bufferSeconds >= bufferGoal(player, renditions[this.parts.player.representation.absoluteIndex]?.peakRateBitsPerSecond ?? 1);
  }

  /** Tells dash.js the buffer's level, and whether it is empty (BufferController, `checkIfSufficientBuffer`). */
  private look(view: PlayerView): void {
    const { dashMetrics, eventBus, player } = this.parts;
    player.playbackRate = view.playbackRate;
    player.latencySeconds = view.latencySeconds;
    dashMetrics.addBufferLevel('video', new Date(this.clock.time.dateNow), view.bufferSeconds * 1000);
    const state = view.bufferSeconds <= STALL_THRESHOLD_SECONDS ? BUFFER_EMPTY : BUFFER_LOADED;
    if (state === this.bufferState || (state === BUFFER_EMPTY && !view.started)) return;
    this.bufferState = state;
    dashMetrics.addBufferState('video', state, view.maxBufferSeconds);
    eventBus.trigger(state, {}, this.filters);
  }

  private at<Result>(atSeconds: number, call: () => Result): Result {
    return this.loaded.clocks.run(this.clock, atSeconds, call);
  }
}
