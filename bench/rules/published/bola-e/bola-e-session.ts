import type { Download, PlayerView, RuleContext, RuleSession, TransferView } from 'evenkeel/simulator';
import { highestRungWithin } from '../ladder/highest-rung.ts';
import { segmentSizes } from '../ladder/segment-sizes.ts';
import { steadyGoalSeconds } from '../ladder/steady-goal.ts';
import { EwmaThroughput } from '../measured/ewma-throughput.ts';
import { BolaLevels } from './bola-levels.ts';
import { SAFE_SHARE_AT_FIRST, SAFE_SHARE_LEAST, SAFE_SHARE_STEP } from './constants.ts';
import { Placeholder } from './placeholder.ts';

/** One session of BOLA-E. */
export class BolaESession implements RuleSession {
  private readonly context: RuleContext;
  private readonly levels: BolaLevels;
  private readonly placeholder: Placeholder;
  private readonly throughput = new EwmaThroughput();
  private readonly sizeBits: (rendition: number, segment: number) => number;
  private isStarting = true;
  private safeShare = SAFE_SHARE_AT_FIRST;
  /** Since when the line has been idle without BOLA's asking for it, session seconds. */
  private idleSeconds = 0;
  private bufferAtRequestSeconds = 0;

  constructor(context: RuleContext) {
    this.context = context;
    this.levels = new BolaLevels(
      Float64Array.from(context.renditions, (rendition) => rendition.rateBitsPerSecond),
      steadyGoalSeconds(context),
    );
    this.placeholder = new Placeholder(this.levels);
    this.sizeBits = segmentSizes(context);
  }

  choose(view: PlayerView): number {
    const bitsPerSecond = this.throughput.forecast();
    if (bitsPerSecond === 0) return 0;
    this.creditIdling(view);
    const byThroughput = highestRungWithin(this.context.renditions, bitsPerSecond);
    if (this.isStarting) {
      this.placeholder.begin(byThroughput, view.bufferSeconds);
      return byThroughput;
    }
    const wanted = this.wanted(view, byThroughput);
    const safe = this.safe(view, wanted, bitsPerSecond);
    if (safe < wanted) this.placeholder.lowerTo(safe, view.bufferSeconds);
    return safe;
  }

  waitSeconds(view: PlayerView): number {
    const bitsPerSecond = this.throughput.forecast();
    if (bitsPerSecond === 0 || this.isStarting) return 0;
    this.creditIdling(view);
    const wanted = this.wanted(view, highestRungWithin(this.context.renditions, bitsPerSecond));
    const excess = view.bufferSeconds + this.placeholder.seconds - this.levels.maximum(wanted);
    if (excess <= 0) return 0;
    const rest = this.placeholder.absorb(excess);
    if (rest <= 0 || wanted === this.context.renditions.length - 1 || this.safe(view, wanted, bitsPerSecond) < wanted) return 0;
    const waitSeconds = rest / view.playbackRate;
    this.idleSeconds = view.atSeconds + waitSeconds;
    return waitSeconds;
  }

  requested(_transfer: TransferView, view: PlayerView): void {
    this.bufferAtRequestSeconds = view.bufferSeconds;
  }

  downloaded(download: Download, view: PlayerView): void {
    const seconds = download.endSeconds - download.requestSeconds;
    if (download.kind !== 'audio') this.idleSeconds = download.endSeconds;
    if (download.kind !== 'main') return;
    // What came of a transfer that was given up tells of the line, too.
    if (seconds > 0 && download.sizeBits > 0) this.throughput.add(download.sizeBits / seconds, seconds);
    if (download.aborted) return;
    if (this.isStarting && view.segmentIndex > 0) this.isStarting = false;
    this.safeShare = Math.max(SAFE_SHARE_LEAST, this.safeShare * SAFE_SHARE_STEP);
    this.placeholder.downloaded(download.renditionIndex, this.bufferAtRequestSeconds, view.bufferSeconds <= 0);
  }

  /** BOLA's abandonment: a lower rung from its beginning against the rest of this one, by score, after one more first byte. */
  progress(transfer: TransferView, view: PlayerView): number | undefined {
    const { firstByteSeconds, loadedBits, sizeBits, renditionIndex, segmentIndex } = transfer;
    if (renditionIndex === 0 || firstByteSeconds === undefined || loadedBits <= 0 || view.atSeconds <= firstByteSeconds) return undefined;
    const delay = firstByteSeconds - transfer.requestSeconds;
    const level = Math.max(0, view.bufferSeconds + this.placeholder.seconds - delay);
    const rate = loadedBits / (view.atSeconds - firstByteSeconds);
    const restBits = sizeBits - loadedBits - delay * rate;
    if (restBits <= 0) return undefined;
    const sizeRatio = sizeBits / this.sizeBits(renditionIndex, segmentIndex);
    let chosen: number | undefined;
    let best = this.levels.score(renditionIndex, level, restBits);
    for (let rung = 0; rung < renditionIndex; rung++) {
      const bits = this.sizeBits(rung, segmentIndex) * sizeRatio;
      const score = this.levels.score(rung, level, bits);
      if (bits < restBits && score > best) {
        best = score;
        chosen = rung;
      }
    }
    if (chosen !== undefined) this.placeholder.lowerTo(chosen, view.bufferSeconds);
    return chosen;
  }

  playback(change: 'start' | 'stall' | 'resume' | 'seek'): void {
    if (change === 'stall') this.placeholder.seconds = 0;
    if (change !== 'seek') return;
    this.isStarting = true;
    this.safeShare = SAFE_SHARE_AT_FIRST;
    this.placeholder.seconds = 0;
  }

  /** BOLA's rung for buffer + placeholder; not above the throughput's unless it is there already (BOLA-O). */
  private wanted(view: PlayerView, byThroughput: number): number {
    const rung = this.levels.best(view.bufferSeconds + this.placeholder.seconds);
    return rung > view.currentIndex && rung > byThroughput ? Math.max(view.currentIndex, byThroughput) : rung;
  }

  /** Insufficient buffer rule: the highest rung up to `wanted` that comes well before the buffer ends. */
  private safe(view: PlayerView, wanted: number, bitsPerSecond: number): number {
    const safeBits = this.safeShare * (view.bufferSeconds / view.playbackRate) * bitsPerSecond;
    let rung = 0;
    while (rung < wanted && this.sizeBits(rung + 1, view.segmentIndex) <= safeBits) rung++;
    return rung;
  }

  private creditIdling(view: PlayerView): void {
    const idle = view.atSeconds - this.idleSeconds;
    if (idle <= 0) return;
    if (view.started && !this.isStarting) this.placeholder.seconds += idle;
    this.idleSeconds = view.atSeconds;
  }
}
