/** Loads the main segments: asks the rule, fetches playlist, init and segment one after another, watches the one on its way. */
import { type Connection, createConnection, type Transfer } from '../link/index.ts';
import { sizeOf } from './content.ts';
import { whenListed, whenNotAhead, whenRoom } from './loading.ts';
import type { SegmentRecord } from './record.ts';
import { INIT_BITS, MANIFEST_BITS, PLAYLIST_BITS_PER_SEGMENT, toDownload } from './requests.ts';
import type { Download, TransferView } from './rule.ts';
import type { SessionState } from './session-state.ts';

type MutableTransferView = { -readonly [Key in keyof TransferView]: TransferView[Key] };
type Stage = 'manifest' | 'idle' | 'playlist' | 'segment' | 'append' | 'done';

export class MainStream {
  readonly segments: SegmentRecord[] = [];
  /** Next instant at which this stream acts by itself, session seconds. */
  wakeSeconds: number = Infinity;
  private stage: Stage = 'manifest';
  private transfer: Transfer | undefined;
  private readonly connection: Connection = createConnection();
  private segmentIndex = 0;
  private currentIndex = -1;
  /** Rendition being fetched, or decided for. */
  private rendition = -1;
  /** Decided, and not to be asked again before its segment is requested. */
  private isDecided = false;
  private bufferAtRequestSeconds = 0;
  private progressSeconds = Infinity;
  private readonly view: MutableTransferView;
  private readonly knownPlaylists = new Set<number>();
  private readonly knownInits = new Set<number>();
  private readonly state: SessionState;

  constructor(state: SessionState) {
    this.state = state;
    this.view = {
      renditionIndex: 0,
      segmentIndex: 0,
      requestSeconds: 0,
      firstByteSeconds: undefined,
      loadedBits: 0,
      sizeBits: 0,
      restarts: 0,
    };
  }

  begin(): void {
    this.fetch('manifest', MANIFEST_BITS);
  }

  /** The segment that audio may keep up with. */
  get leadingIndex(): number {
    return this.segmentIndex;
  }

  /** The manifest is there: other streams may begin. */
  get knowsManifest(): boolean {
    return this.stage !== 'manifest';
  }

  step(): void {
    const { transfer, state } = this;
    if (transfer && transfer.state === 'done') this.received(transfer);
    else if (transfer && state.nowSeconds >= this.progressSeconds) this.watch(transfer);
    else if (!transfer && state.nowSeconds >= this.wakeSeconds) {
      if (this.stage === 'append') this.append();
      else this.request();
    }
  }

  /** The viewer jumped: what is on its way and ahead is not wanted. */
  seekTo(segmentIndex: number): void {
    const { state } = this;
    if (this.transfer) {
      state.link.abort(this.transfer, state.nowSeconds);
      state.totalBits += this.transfer.grantedBits;
      if (this.stage === 'segment') this.tell('main', this.transfer, true);
    } else if (this.stage === 'append') {
      state.wastedBits += this.view.sizeBits;
    }
    if (this.stage === 'manifest') return;
    this.letGo();
    this.view.restarts = 0;
    this.segmentIndex = segmentIndex;
    this.isDecided = false;
    this.idle();
  }

  private letGo(): void {
    this.transfer = undefined;
    this.progressSeconds = Infinity;
  }

  private idle(): void {
    this.stage = this.segmentIndex >= this.state.segmentCount ? 'done' : 'idle';
    this.wakeSeconds = this.stage === 'idle' ? this.state.nowSeconds : Infinity;
  }

  /** Sends the next request if the rule, the live edge and the buffer let it. */
  private request(): void {
    const { state } = this;
    const { nowSeconds } = state;
    this.stage = 'idle';
    this.wakeSeconds = whenListed(state, this.segmentIndex);
    if (nowSeconds < this.wakeSeconds) return;
    const view = state.look(this.segmentIndex, this.currentIndex);
    const waitSeconds = view.started ? state.ask('waitSeconds', (rule) => rule.waitSeconds?.(view) ?? 0) : 0;
    if (waitSeconds > 0) {
      this.wakeSeconds = nowSeconds + Math.max(waitSeconds, 0.001);
      return;
    }
    if (!this.isDecided) this.rendition = this.decide();
    const { mainEndSeconds: end } = state;
    this.wakeSeconds = Math.max(whenRoom(state, end, state.goalSeconds(this.rendition)), whenNotAhead(state, end, state.audioEndSeconds));
    if (nowSeconds < this.wakeSeconds) return;
    this.fetchNext();
  }

  private decide(): number {
    const { state } = this;
    const view = state.look(this.segmentIndex, this.currentIndex);
    return state.checked(
      'choose',
      state.ask('choose', (rule) => rule.choose(view)),
    );
  }

  /** What the rendition needs next: its playlist, its init segment, or the segment. */
  private fetchNext(): void {
    const { state, rendition, segmentIndex } = this;
    this.wakeSeconds = Infinity;
    if (state.player.hasMediaPlaylists && !this.knownPlaylists.has(rendition)) {
      this.fetch('playlist', PLAYLIST_BITS_PER_SEGMENT * (state.player.live ? 10 : state.segmentCount));
    } else {
      if (!this.knownInits.has(rendition)) {
        // Both players fetch it beside the first segment, and it is the smaller one by far.
        state.link.open(state.nowSeconds, INIT_BITS);
        state.totalBits += INIT_BITS;
        this.knownInits.add(rendition);
      }
      this.bufferAtRequestSeconds = Math.max(0, state.bufferEndSeconds - state.playback.positionSeconds);
      this.fetch('segment', sizeOf(state.content, rendition, segmentIndex));
      this.currentIndex = rendition;
      this.isDecided = false;
      if (state.watchesTransfers) this.progressSeconds = state.nowSeconds + state.player.progressSeconds;
      const view = state.look(segmentIndex, rendition);
      state.ask('requested', (rule) => rule.requested?.(this.view, view));
    }
  }

  private fetch(stage: Stage, sizeBits: number): void {
    const { state, view } = this;
    this.stage = stage;
    this.transfer = state.link.open(state.nowSeconds, sizeBits, state.link.rttAt(state.nowSeconds), this.connection);
    view.renditionIndex = this.rendition;
    view.segmentIndex = this.segmentIndex;
    view.requestSeconds = state.nowSeconds;
    view.firstByteSeconds = undefined;
    view.loadedBits = 0;
    view.sizeBits = sizeBits;
  }

  private received(transfer: Transfer): void {
    const { state, stage } = this;
    this.letGo();
    state.totalBits += transfer.sizeBits;
    if (stage === 'segment') {
      const instead = this.tell('main', transfer, false);
      if (instead !== undefined) {
        state.wastedBits += transfer.sizeBits;
        this.restart(instead);
        return;
      }
      this.stage = 'append';
      this.wakeSeconds = state.nowSeconds + state.player.appendSeconds;
      if (state.player.appendSeconds === 0) this.append();
      return;
    }
    if (stage === 'playlist') {
      // A live playlist of another rendition is stale as soon as it is left.
      if (state.player.live) this.knownPlaylists.clear();
      this.knownPlaylists.add(this.rendition);
      this.tell(stage, transfer, false);
    }
    // Time has passed: hls.js asks again once a playlist is there; a restart's rendition stands.
    this.request();
  }

  private append(): void {
    const { state, view } = this;
    state.mainEndSeconds = (this.segmentIndex + 1) * state.content.segmentSeconds;
    this.segments.push({
      segmentIndex: this.segmentIndex,
      renditionIndex: this.currentIndex,
      requestSeconds: view.requestSeconds,
      endSeconds: state.nowSeconds,
      sizeBits: view.sizeBits,
      bufferSeconds: this.bufferAtRequestSeconds,
      restarts: view.restarts,
    });
    view.restarts = 0;
    this.segmentIndex++;
    this.idle();
    if (this.stage === 'idle' && state.player.asksRuleAt === 'append') {
      this.rendition = this.decide();
      this.isDecided = true;
    }
  }

  /** Lets the rule look at the transfer; restarts the segment in another rendition if it says so. */
  private watch(transfer: Transfer): void {
    const { state, view } = this;
    view.loadedBits = transfer.grantedBits;
    view.firstByteSeconds = transfer.activeSeconds <= state.nowSeconds ? transfer.activeSeconds : undefined;
    this.progressSeconds = state.nowSeconds + state.player.progressSeconds;
    const player = state.look(this.segmentIndex, this.currentIndex);
    const answer = state.ask('progress', (rule) => rule.progress?.(view, player));
    if (answer === undefined) return;
    const rendition = state.checked('progress', answer);
    state.link.abort(transfer, state.nowSeconds);
    state.totalBits += transfer.grantedBits;
    this.letGo();
    this.tell('main', transfer, true);
    this.restart(rendition);
  }

  /** Asks for the same segment again, in another rendition. */
  private restart(rendition: number): void {
    this.rendition = rendition;
    this.view.restarts++;
    this.isDecided = true;
    this.request();
  }

  /** Tells the rule; answers what it wants in place of a whole segment. */
  private tell(kind: Download['kind'], transfer: Transfer, aborted: boolean): number | undefined {
    const { state, view } = this;
    if (aborted) state.wastedBits += transfer.grantedBits;
    const player = state.look(this.segmentIndex, this.currentIndex);
    const download = toDownload(kind, view, transfer, state.nowSeconds, state.content.segmentSeconds, aborted);
    state.ask('downloaded', (rule) => rule.downloaded?.(download, player));
    if (kind !== 'main' || aborted) return undefined;
    const instead = state.ask('replaces', (rule) => rule.replaces?.(download, player));
    return instead === undefined ? undefined : state.checked('replaces', instead);
  }

  /** Next instant at which this stream must be stepped. */
  get nextSeconds(): number {
    return this.transfer ? this.progressSeconds : this.wakeSeconds;
  }
}
