/** A rule driven by hand, without a network: the test says how fast each segment came and how full the buffer is. */
import {
  type Content,
  createContent,
  HLS_PLAYER,
  type PlayerModel,
  type PlayerView,
  type Rule,
  type RuleContext,
  type RuleSession,
  type TransferView,
} from 'evenkeel/simulator';
import { DASH_RULES } from '../index.ts';

export const LADDER_KBIT: readonly number[] = [300, 750, 1200, 1850, 2850, 4300];
export const SEGMENT_SECONDS = 4;

export const CONTENT: Content = createContent({
  name: 'test',
  segmentSeconds: SEGMENT_SECONDS,
  renditions: LADDER_KBIT.map((kbit) => ({ rateBitsPerSecond: kbit * 1000 })),
});

export async function loadRule(name: string): Promise<Rule> {
  const entry = DASH_RULES.find((rule) => rule.name === name);
  if (!entry) throw new Error(`no rule ${name}`);
  return entry.load();
}

export class Hand {
  atSeconds = 0;
  segmentIndex = 0;
  currentIndex = -1;
  bufferSeconds = 0;
  private readonly session: RuleSession;

  constructor(rule: Rule, player: PlayerModel = HLS_PLAYER) {
    const context: RuleContext = {
      renditions: CONTENT.renditions,
      segmentSeconds: SEGMENT_SECONDS,
      player,
      durationSeconds: 180,
      seed: 1,
      audioRateBitsPerSecond: 0,
      future: undefined as never,
    };
    this.session = rule.start(context);
  }

  view(): PlayerView {
    const { atSeconds, segmentIndex, currentIndex, bufferSeconds } = this;
    return {
      atSeconds,
      segmentIndex,
      currentIndex,
      bufferSeconds,
      maxBufferSeconds: 30,
      playbackRate: 1,
      started: segmentIndex > 0,
      stalled: segmentIndex > 0 && bufferSeconds === 0,
      remainingSeconds: 180 - segmentIndex * SEGMENT_SECONDS,
      latencySeconds: 0,
    };
  }

  /** Seconds that the rule wants to wait, before the next choice, with a buffer of so much. */
  wait(bufferSeconds: number): number {
    this.bufferSeconds = bufferSeconds;
    return this.session.waitSeconds?.(this.view()) ?? 0;
  }

  /** What the rule chooses with a buffer of so much. */
  choose(bufferSeconds: number): number {
    this.bufferSeconds = bufferSeconds;
    return this.session.choose(this.view());
  }

  seek(): void {
    this.bufferSeconds = 0;
    this.session.playback?.('seek', this.view());
  }

  /** Playback ran dry. */
  stall(): void {
    this.bufferSeconds = 0;
    this.session.playback?.('stall', this.view());
  }

  /** Chooses, then loads at a rate: the first byte after 50 ms, no progress events. The rung that was loaded. */
  load(rateKbit: number, bufferSeconds: number): number {
    const transfer = this.request(bufferSeconds);
    const firstByteSeconds = this.atSeconds + 0.05;
    const endSeconds = firstByteSeconds + transfer.sizeBits / (rateKbit * 1000);
    this.atSeconds = endSeconds;
    this.end(transfer, firstByteSeconds, transfer.sizeBits, false);
    return transfer.renditionIndex;
  }

  /** Chooses and sends the request. */
  request(bufferSeconds: number, rung: number = this.choose(bufferSeconds)): TransferView {
    this.bufferSeconds = bufferSeconds;
    this.currentIndex = rung;
    const transfer: TransferView = {
      renditionIndex: rung,
      segmentIndex: this.segmentIndex,
      requestSeconds: this.atSeconds,
      firstByteSeconds: undefined,
      loadedBits: 0,
      sizeBits: (LADDER_KBIT[rung] as number) * 1000 * SEGMENT_SECONDS,
      restarts: 0,
    };
    this.session.requested?.(transfer, this.view());
    return transfer;
  }

  /** Lets the rule look at a transfer, as far as it has come by now. */
  progress(transfer: TransferView, firstByteSeconds: number, loadedBits: number): number | undefined {
    return this.session.progress?.({ ...transfer, firstByteSeconds, loadedBits }, this.view());
  }

  end(transfer: TransferView, firstByteSeconds: number, loadedBits: number, aborted: boolean): void {
    const { renditionIndex, segmentIndex, requestSeconds } = transfer;
    const endSeconds = this.atSeconds;
    this.session.downloaded?.(
      {
        kind: 'main',
        renditionIndex,
        segmentIndex,
        requestSeconds,
        firstByteSeconds,
        endSeconds,
        sizeBits: loadedBits,
        durationSeconds: SEGMENT_SECONDS,
        aborted,
      },
      this.view(),
    );
    if (!aborted) this.segmentIndex++;
  }
}
