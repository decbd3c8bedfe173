/**
 * Decides for one load: when the engine is asked, and what becomes of its answer. After any fault of ours the built-in
 * manager plays, until new content comes.
 */
import type { Decision, Situation } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { ShakaSegment, ShakaStream, ShakaVariant, SwitchCallback } from './contract.ts';
import { indexOfStream, mainStream, variantOnRung } from './ladder.ts';
import { activeTrack, indexOfVariant, isMain, type LoadState, readSituation, report } from './load-state.ts';
import type { Transfer } from './transfers.ts';
import { climbIntervalSeconds, toInFlight } from './translate.ts';

/** Formats whose downloads Shaka does not tell apart, or that we never tried: Smooth Streaming and Media over QUIC. */
const LEFT_ALONE: readonly unknown[] = ['MSS', 'MSF'];
/** Any estimate below zero makes Shaka's `shouldAbortCurrentRequest_` say yes, in every version and for every kind of index. */
const ABORT_VOTE = -1;
/** After a rescue the new request needs this long to show how it does, seconds. */
const COOLDOWN_SECONDS = 1;

/**
 * First variants picked by throw-away managers. Shaka makes one for every HLS load and every preload, and plays its
 * pick whatever the playing manager picks.
 */
export type Picks = WeakMap<ShakaVariant, Decision>;

export interface Director {
  /** True while the built-in manager's switches pass. */
  builtInPlays(): boolean;
  /** The built-in manager wants this variant. */
  builtInChose(variant: ShakaVariant): void;
  /** Whether the stream that plays may be banned for dropping frames. */
  mayBan(type: string): boolean;
  /** Streaming began. Before 5.2 Shaka asks a playing manager nothing when a throw-away manager has picked. */
  announceStart(): void;
  /** Answers Shaka's own questions: the first variant, and the next one after a ban or a change of configuration. */
  choose(builtInChoice: ShakaVariant): ShakaVariant;
  /** A segment went into the buffer and the next is not requested yet: the moment to switch. */
  decideNext(): void;
  /** Looks at a main segment on its way; may give it up. */
  considerRescue(transfer: Transfer, rescues: number): void;
  /** Bits per second, for statistics, CMCD and content steering: the median forecast, no safety margin. */
  estimate(builtInEstimate: number): number;
}

export function createDirector(state: LoadState, picks: Picks): Director {
  const { player, settings, session } = state;
  let builtInVariant: ShakaVariant | undefined;
  let startPick: ShakaVariant | undefined;
  let voting = false;
  const unopenable = new WeakSet<ShakaStream>();
  let lastSwitchAtSeconds = Number.NEGATIVE_INFINITY;

  /** Not for what comes from no host (offline storage, `blob:`), nor backwards, where the buffer ahead means nothing. */
  const works = (): boolean =>
    session().mode !== 'off' &&
    !session().hasFailed &&
    state.host !== '' &&
    !(settings.playbackRate < 0) &&
    !LEFT_ALONE.includes(player.getManifestType());
  const controls = (): boolean => works() && session().mode === 'control';
  const builtInPlays = (): boolean => !state.switchVariant || !controls();
  /** The engine is asked of our own accord only while Shaka lets managers switch. */
  const mayAct = (): boolean => !!(state.switchVariant && settings.enabled && works());

  const isPlayable = (index: number): boolean => !!state.playable[index]?.variants.length;
  /** @throws for a rendition that may not be played, and for no answer at all. */
  const checked = (decision: Decision): Decision => {
    if (!isPlayable(decision.index)) throw new Error(`rendition ${decision.index} is not allowed`);
    return decision;
  };
  const ask = (
    where: string,
    question: (situation: Situation) => Decision | undefined,
    segment?: ShakaSegment | null,
  ): Decision | undefined => session().guard(where, () => (state.ladder.length > 0 ? question(readSituation(state, segment)) : undefined));
  const decide = (afterwards?: (situation: Situation) => void): Decision | undefined =>
    ask('decide', (situation) => {
      const decision = checked(session().engine.decide(situation));
      afterwards?.(situation);
      return decision;
    });
  const reportDecision = (decision: Decision, applied: boolean): void => {
    const builtInIndex = indexOfVariant(state, builtInVariant);
    report(state, { type: 'decision', decision, applied, ...(builtInIndex >= 0 && { builtInIndex }) });
  };
  const variantOn = (index: number, keepAudio?: boolean): ShakaVariant | undefined =>
    variantOnRung(state.playable, index, activeTrack(state).audioId, keepAudio);
  const switchTo: SwitchCallback = (...switching) => {
    lastSwitchAtSeconds = nowSeconds();
    state.switchVariant?.(...switching);
  };
  const announceStart = (): void => {
    const pick = controls() && state.switchVariant && state.variants.find((variant) => picks.has(variant));
    const decision = pick && picks.get(pick);
    if (!decision) return;
    startPick = pick;
    picks.delete(pick);
    reportDecision(decision, true);
  };
  /**
   * Rescues go to the lowest rung, mostly. A playlist that is fetched only then waits behind the segment that it is
   * to replace, so that of the lowest rung is fetched in good time. Where indexes tell sizes (sidx, byte ranges), the
   * plan wants them all: one more at each segment. Live ones would be polled, and stay closed.
   */
  const openIndex = ({ renditions, currentIndex }: Situation): void => {
    const streams = state.playable.flatMap(({ stream, variants }) => (variants.length > 0 ? stream : []));
    const wanted = renditions[currentIndex]?.nextSegmentBits ? streams : streams.slice(0, 1);
    const stream = wanted.find((one) => !one.segmentIndex && !unopenable.has(one));
    if (controls() && stream && !player.isLive()) stream.createSegmentIndex().catch(() => unopenable.add(stream));
  };

  return {
    announceStart,
    builtInPlays,
    builtInChose(variant) {
      builtInVariant = variant;
    },
    mayBan(type) {
      if (builtInPlays() || !isMain(state, type)) return true;
      // Without anything lighter, Shaka would go on with a heavier stream.
      const { index } = activeTrack(state);
      return state.playable.some(({ variants }, rung) => rung < index && variants.length > 0);
    },
    choose(builtInChoice) {
      builtInVariant = builtInChoice;
      if (!works() || (!controls() && !state.switchVariant)) return builtInChoice;
      // A fast-switching variant that Shaka asked for: the built-in manager knows when.
      if (indexOfVariant(state, builtInChoice) < 0) return builtInChoice;
      announceStart();
      if (startPick && state.currentIndex < 0 && state.variants.includes(startPick)) return startPick;
      const decision = decide();
      if (!decision) return builtInChoice;
      // Shaka switches to what we answer at once, and may throw away the segment on its way or, for a new language, the
      // whole buffer of a rung that changes: while this one may be played, a change waits for the next append.
      const stays = isPlayable(state.currentIndex);
      const variant = variantOn(stays ? state.currentIndex : decision.index);
      reportDecision(decision, controls() && (!stays || decision.index === state.currentIndex));
      if (!variant || !controls()) return builtInChoice;
      if (!stays) lastSwitchAtSeconds = nowSeconds();
      if (!state.switchVariant) picks.set(variant, decision);
      return variant;
    },
    decideNext() {
      const decision = mayAct() && decide(openIndex);
      if (!decision) return;
      const { abr } = settings;
      // Ladders are sorted by rate.
      const climbs = state.currentIndex >= 0 && decision.index > state.currentIndex;
      const mustWait = climbs && nowSeconds() - lastSwitchAtSeconds < climbIntervalSeconds(abr);
      const applied = controls() && !mustWait;
      reportDecision(decision, applied);
      const variant = variantOn(decision.index);
      // Shaka clears the buffer even when the variant stays.
      if (applied && variant && activeTrack(state).index !== decision.index) switchTo(variant, abr.clearBufferSwitch, abr.safeMarginSwitch);
    },
    considerRescue(transfer, rescues) {
      const index = indexOfStream(state.ladder, transfer.stream);
      if (transfer.rescueAnswered || !mayAct()) return;
      if (rescues && (!transfer.loadedBytes || nowSeconds() - transfer.startedAtSeconds < COOLDOWN_SECONDS)) return;
      const decision = ask(
        'rescue',
        (situation) => {
          const rescue = session().engine.considerRescue(situation, toInFlight(transfer, index, situation.atSeconds, rescues));
          return rescue && checked(rescue);
        },
        transfer.segment,
      );
      if (!decision || decision.index === index) return;
      transfer.rescueAnswered = true;
      const variant = variantOn(decision.index, true);
      if (!variant || builtInPlays()) return reportDecision(decision, false);
      const giveUp = (): void => {
        if (transfer.over || !mayAct() || builtInPlays()) return;
        transfer.rescueTo = decision.index;
        reportDecision(decision, true);
        // Shaka asks for the estimate inside this call and nowhere else, and decides by it whether to abort.
        voting = true;
        try {
          switchTo(variant, false, 0);
        } finally {
          voting = false;
        }
      };
      // Shaka asks only once the new index is open, so it is opened before.
      const stream = mainStream(variant);
      Promise.resolve(stream?.segmentIndex ?? stream?.createSegmentIndex()).then(
        () => session().guard('rescue', giveUp),
        () => undefined,
      );
    },
    estimate(builtInEstimate) {
      if (voting) return ABORT_VOTE;
      if (builtInPlays()) return builtInEstimate;
      return session().engine.forecast(nowSeconds(), state.host).next.medianBitsPerSecond || builtInEstimate;
    },
  };
}
