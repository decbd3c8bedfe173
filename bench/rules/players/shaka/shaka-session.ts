/** One session of Shaka's SimpleAbrManager: the simulator's events as the calls of Player, NetworkingEngine and StreamingEngine. */
import type { Download, PlayerView, RuleContext, RuleSession, TransferView } from 'evenkeel/simulator';
import { VirtualClock } from '../virtual-clock.ts';
import { abortsOnSwitch } from './abort-decision.ts';
import { ProgressPackets } from './progress-packets.ts';
import type { ShakaAbrManager, ShakaConfiguration, ShakaModule, ShakaVariant } from './shaka-module.ts';
import { createVariants } from './variants.ts';

/** A media element without dropped frames to count, as nothing is decoded here: SimpleAbrManager then leaves its poller off. */
const MEDIA_ELEMENT = { paused: false, addEventListener: (): void => undefined, removeEventListener: (): void => undefined };

export class ShakaSession implements RuleSession {
  readonly clock: VirtualClock = new VirtualClock();
  readonly manager: ShakaAbrManager;
  private readonly module: ShakaModule;
  private readonly context: RuleContext;
  private readonly configuration: ShakaConfiguration;
  private readonly variants: readonly ShakaVariant[];
  /** What StreamingEngine streams; undefined before the load. */
  private variant: ShakaVariant | undefined;
  private video: ProgressPackets | undefined;
  /** The variant changed while a segment was on its way. */
  private isSwitched = false;
  /** What a switch at the last packet asks for in place of the segment that just came. */
  private instead: number | undefined;
  private playbackRate = 1;

  constructor(module: ShakaModule, context: RuleContext) {
    this.module = module;
    this.context = context;
    this.configuration = module.util.PlayerConfiguration.createDefault();
    this.variants = createVariants(context, context.audioRateBitsPerSecond);
    this.manager = this.clock.run(0, () => new module.abr.SimpleAbrManager());
  }

  /** StreamingEngine loads what was switched to last; SimpleAbrManager is asked only at the load. */
  choose(view: PlayerView): number {
    if (!this.variant) this.clock.run(view.atSeconds, () => this.load());
    return this.variant?.id ?? 0;
  }

  requested(transfer: TransferView, view: PlayerView): void {
    this.clock.run(view.atSeconds, () => {
      this.isSwitched = false;
      this.video = this.openRequest('video', transfer.requestSeconds);
    });
  }

  progress(transfer: TransferView, view: PlayerView): number | undefined {
    return this.clock.run(view.atSeconds, () => {
      this.look(view);
      this.video?.loaded(Date.now(), Math.floor(transfer.loadedBits / 8));
      return this.abortedFor(transfer.renditionIndex, (transfer.sizeBits - transfer.loadedBits) / 8, view);
    });
  }

  /**
   * The last packet of a request comes before its promise resolves: a switch made there still aborts it, and Shaka throws
   * the complete segment away. The answer says so: what is to be loaded instead.
   */
  downloaded(download: Download, view: PlayerView): void {
    this.instead = this.takeIn(download, view);
  }

  replaces(): number | undefined {
    return this.instead;
  }

  private takeIn(download: Download, view: PlayerView): number | undefined {
    // An aborted request reports nothing more; playlists are no segments.
    if (download.aborted || download.kind === 'playlist') return undefined;
    return this.clock.run(view.atSeconds, () => {
      this.look(view);
      const bytes = Math.ceil(download.sizeBits / 8);
      if (download.kind !== 'main') {
        this.openRequest(download.kind === 'audio' ? 'audio' : 'video', download.requestSeconds).done(Date.now(), bytes);
        return undefined;
      }
      this.video?.done(Date.now(), bytes);
      this.video = undefined;
      return this.abortedFor(download.renditionIndex, 0, view);
    });
  }

  /** What StreamingEngine asks for instead of the request on its way; undefined: it lets that be. */
  private abortedFor(renditionIndex: number, remainingBytes: number, { bufferSeconds }: PlayerView): number | undefined {
    const { variant, isSwitched, context, configuration, manager } = this;
    this.isSwitched = false;
    if (!isSwitched || !variant || variant.id === renditionIndex) return undefined;
    const estimateBitsPerSecond = manager.getBandwidthEstimate();
    const { streaming } = configuration;
    const { segmentSeconds } = context;
    const aborts = abortsOnSwitch({ streaming, variant, segmentSeconds, bufferSeconds, estimateBitsPerSecond, remainingBytes });
    return aborts ? variant.id : undefined;
  }

  /** Player.load(): the order of player.js `loadInner_`. */
  private load(): void {
    const { manager, module, configuration } = this;
    manager.configure(configuration.abr);
    manager.init(
      (variant) => this.switchTo(variant),
      () => undefined,
    );
    manager.setMediaElement(MEDIA_ELEMENT);
    manager.setCmsdManager(new module.util.CmsdManager(configuration.cmsd));
    // A copy: SimpleAbrManager sorts what it is given.
    manager.setVariants([...this.variants], false);
    this.variant = manager.chooseVariant(true) ?? undefined;
    manager.enable();
  }

  /** Player.switch_ and StreamingEngine.switchInternal_. */
  private switchTo(variant: ShakaVariant): void {
    if (variant === this.variant) return;
    this.variant = variant;
    this.isSwitched = this.video !== undefined;
  }

  private look({ playbackRate }: PlayerView): void {
    if (playbackRate === this.playbackRate) return;
    this.playbackRate = playbackRate;
    this.manager.playbackRateChanged(playbackRate);
  }

  /** NetworkingEngine: each packet of a segment request goes to the manager; each may switch, as nothing here is a partial segment. */
  private openRequest(contentType: 'video' | 'audio', requestSeconds: number): ProgressPackets {
    const { minBytesForProgressEvents } = this.configuration.networking;
    return new ProgressPackets(this.clock.dateMs(requestSeconds), minBytesForProgressEvents, (deltaMs, bytes) => {
      const stream = contentType === 'audio' ? this.variant?.audio : this.variant?.video;
      this.manager.segmentDownloaded(deltaMs, bytes, true, { contentType }, { stream });
    });
  }
}
