/** Loads separate audio, one segment at a time, never further than the video segment on its way. */
import { type Connection, createConnection, type Transfer } from '../link/index.ts';
import { whenRoom } from './loading.ts';
import { toDownload } from './requests.ts';
import type { SessionState } from './session-state.ts';

export class AudioStream {
  wakeSeconds: number = Infinity;
  private transfer: Transfer | undefined;
  private readonly connection: Connection = createConnection();
  private segmentIndex = 0;
  private requestSeconds = 0;
  private readonly state: SessionState;

  constructor(state: SessionState) {
    this.state = state;
  }

  /** Acts on what is due by now. `leadingIndex`: the video segment being loaded; -1 before the manifest. */
  step(leadingIndex: number): void {
    const { state, transfer } = this;
    if (transfer?.state === 'done') this.received(transfer);
    if (this.transfer || this.segmentIndex > Math.min(leadingIndex, state.segmentCount - 1)) {
      this.wakeSeconds = Infinity;
      return;
    }
    const { playback, player, nowSeconds } = state;
    // Follows the video's own goal where that is larger, as in hls.js.
    const goalSeconds = Math.max(player.bufferGoalSeconds, state.mainEndSeconds - playback.positionSeconds);
    const roomSeconds = whenRoom(state, state.audioEndSeconds, goalSeconds);
    if (roomSeconds > nowSeconds) {
      this.wakeSeconds = roomSeconds;
      return;
    }
    this.wakeSeconds = Infinity;
    this.requestSeconds = nowSeconds;
    const bits = (state.content.audio?.rateBitsPerSecond ?? 0) * state.content.segmentSeconds;
    this.transfer = state.link.open(nowSeconds, bits, state.link.rttAt(nowSeconds), this.connection);
  }

  /** The viewer jumped. */
  seekTo(segmentIndex: number): void {
    const { state, transfer } = this;
    if (transfer) {
      state.link.abort(transfer, state.nowSeconds);
      state.totalBits += transfer.grantedBits;
      state.wastedBits += transfer.grantedBits;
    }
    this.transfer = undefined;
    this.segmentIndex = segmentIndex;
    this.wakeSeconds = state.nowSeconds;
  }

  private received(transfer: Transfer): void {
    const { state } = this;
    this.transfer = undefined;
    state.totalBits += transfer.sizeBits;
    this.segmentIndex++;
    state.audioEndSeconds = this.segmentIndex * state.content.segmentSeconds;
    const request = { renditionIndex: 0, segmentIndex: this.segmentIndex - 1, requestSeconds: this.requestSeconds };
    const download = toDownload('audio', request, transfer, state.nowSeconds, state.content.segmentSeconds, false);
    const view = state.look(this.segmentIndex, -1);
    state.ask('downloaded', (rule) => rule.downloaded?.(download, view));
  }
}
