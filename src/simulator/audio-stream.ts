/** Loads separate audio, one segment at a time, never further than the video segment on its way. */
import { type Connection, createConnection, type Transfer } from '../link/index.ts';
import { whenNotAhead, whenRoom } from './loading.ts';
import { PLAYLIST_BITS_PER_SEGMENT, toDownload } from './requests.ts';
import type { SessionState } from './session-state.ts';

export class AudioStream {
  wakeSeconds: number = Infinity;
  private transfer: Transfer | undefined;
  private readonly connection: Connection = createConnection();
  private segmentIndex = 0;
  private requestSeconds = 0;
  private isPlaylist: boolean;
  private appendedSeconds = Infinity;
  private lookSeconds = 0;
  private readonly state: SessionState;

  constructor(state: SessionState) {
    this.state = state;
    this.isPlaylist = state.player.hasMediaPlaylists;
  }

  /** Acts on what is due by now. `leadingIndex`: the video segment being loaded; -1 before the manifest. */
  step(leadingIndex: number): void {
    const { state, transfer } = this;
    if (transfer?.state === 'done') this.received(transfer);
    if (state.nowSeconds >= this.appendedSeconds) this.append();
    if (this.appendedSeconds < Infinity) {
      this.wakeSeconds = this.appendedSeconds;
      return;
    }
    const { playback, player, nowSeconds } = state;
    const poll = player.runAheadPollSeconds;
    const lastIndex = poll === undefined || leadingIndex < 0 ? leadingIndex : Infinity;
    if (this.transfer || this.segmentIndex > Math.min(lastIndex, state.segmentCount - 1)) {
      this.wakeSeconds = Infinity;
      return;
    }
    if (poll !== undefined && nowSeconds < this.lookSeconds) {
      this.wakeSeconds = this.lookSeconds;
      return;
    }
    if (this.isPlaylist) {
      this.wakeSeconds = Infinity;
      this.requestSeconds = nowSeconds;
      const playlistBits = PLAYLIST_BITS_PER_SEGMENT * (player.live ? 10 : state.segmentCount);
      this.transfer = state.link.open(nowSeconds, playlistBits, state.link.rttAt(nowSeconds), this.connection);
      return;
    }
    // Follows the video's own goal where that is larger, as in hls.js.
    const ownGoalSeconds = Math.max(player.bufferGoalSeconds, state.mainEndSeconds - playback.positionSeconds);
    const goalSeconds = poll === undefined ? ownGoalSeconds : player.bufferGoalSeconds;
    const roomSeconds = whenRoom(state, state.audioEndSeconds, goalSeconds);
    this.lookSeconds = Math.max(roomSeconds, whenNotAhead(state, state.audioEndSeconds, state.mainEndSeconds));
    if (this.lookSeconds > nowSeconds) {
      this.wakeSeconds = this.lookSeconds;
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
    this.appendedSeconds = Infinity;
    this.segmentIndex = segmentIndex;
    this.wakeSeconds = this.lookSeconds = state.nowSeconds;
  }

  private received(transfer: Transfer): void {
    const { state } = this;
    this.transfer = undefined;
    state.totalBits += transfer.sizeBits;
    if (this.isPlaylist) {
      this.isPlaylist = false;
      return;
    }
    this.appendedSeconds = state.nowSeconds + state.player.appendSeconds;
    const request = { renditionIndex: 0, segmentIndex: this.segmentIndex, requestSeconds: this.requestSeconds };
    const download = toDownload('audio', request, transfer, state.nowSeconds, state.content.segmentSeconds, false);
    const view = state.look(this.segmentIndex, -1);
    state.ask('downloaded', (rule) => rule.downloaded?.(download, view));
  }

  private append(): void {
    const { state } = this;
    this.appendedSeconds = Infinity;
    this.segmentIndex++;
    state.audioEndSeconds = this.segmentIndex * state.content.segmentSeconds;
  }
}
