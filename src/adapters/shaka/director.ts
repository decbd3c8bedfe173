/**
 * Decides for one manager: when the engine is asked, and what becomes of its answer. Every question to the engine is
 * guarded; without an answer the built-in manager's choice stands.
 */
import { bitsFromBytes, type Decision, type Situation } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { ShakaVariant, SwitchCallback } from './contract.ts';
import { indexOfStream, nearestVariant, type PlayableVariants, splitFastSwitching, variantOnRung } from './ladder.ts';
import { activeIndex, activeTrack, indexOfVariant, type LoadState, readPlayable, readSituation } from './load-state.ts';
import type { PreloadPick, SessionPool } from './sessions.ts';
import type { Transfer } from './transfers.ts';
import { climbIntervalSeconds, toInFlight } from './translate.ts';

/** Any estimate below zero makes Shaka's `shouldAbortCurrentRequest_` say yes, in every version and for every kind of index. */
const ABORT_VOTE = -1;

export interface Director {
  /** True while the built-in manager's switches pass. */
  readonly builtInPlays: boolean;
  /** The built-in manager wants this variant. */
  builtInChose(variant: ShakaVariant): void;
  /** Whether the stream that plays may be banned for dropping frames. */
  mayBan(type: string): boolean;
  /** Streaming began. Before 5.2 Shaka asks a playing manager nothing when a throw-away manager has picked. */
  announceStart(): void;
  /** Answers Shaka's own questions: the first variant, and the next one after a ban or a change of configuration. */
  choose(preferFastSwitching: boolean, builtInChoice: ShakaVariant, mainInFlight: boolean): ShakaVariant;
  /** A segment went into the buffer and the next is not requested yet: the moment to switch. */
  decideNext(): void;
  /** Looks at a main segment on its way; may give it up. */
  considerRescue(transfer: Transfer, stillActive: () => boolean): void;
  /** The request of a main segment was aborted. */
  aborted(transfer: Transfer): void;
  /** Bits per second, for statistics, CMCD and content steering: the median forecast, no safety margin. */
  readonly estimate: number | undefined;
  reset(): void;
}

export interface DirectorParts {
  readonly state: LoadState;
  readonly sessions: SessionPool;
  session(): AbrSession;
  switchVariant: SwitchCallback;
}

interface Answer {
  readonly decision: Decision;
  readonly playable: PlayableVariants;
}

export function createDirector({ state, sessions, session, switchVariant }: DirectorParts): Director {
  let builtInVariant: ShakaVariant | undefined;
  let faulty = false;
  let startPick: PreloadPick | undefined;
  let started = false;
  let voting = false;
  let lastSwitchAtSeconds = Number.NEGATIVE_INFINITY;
  let rescueTarget: { readonly transfer: Transfer; readonly toIndex: number } | undefined;
  let rescued: { readonly startSeconds: number; readonly count: number } | undefined;
  /** One rescue per request, applied or only observed. */
  let rescueAnswered = new WeakSet<Transfer>();

  const controls = (): boolean => session().mode === 'control';

  const ask = (where: string, question: (situation: Situation) => Decision | undefined, segmentStartSeconds?: number): Answer | undefined =>
    session().guard(where, undefined, () => {
      const { ladder } = state;
      if (!ladder || ladder.rungs.length === 0) return undefined;
      const atSeconds = nowSeconds();
      const playable = readPlayable(state, ladder);
      const { rttSeconds } = session().engine.forecast(atSeconds, state.host);
      const decision = question(readSituation(state, ladder, playable, { atSeconds, rttSeconds, segmentStartSeconds }));
      if (!decision) return undefined;
      if (!playable[decision.index]?.length) throw new Error(`rendition ${decision.index} is not allowed`);
      return { decision, playable };
    });
  const decide = (): Answer | undefined => {
    const answer = ask('decide', (situation) => session().engine.decide(situation));
    faulty = answer === undefined && state.variants.length > 0;
    return answer;
  };
  const emitDecision = (decision: Decision, applied: boolean): void => {
    const builtInIndex = indexOfVariant(state, builtInVariant);
    session().emit({ type: 'decision', decision, applied, ...(builtInIndex < 0 ? {} : { builtInIndex }) });
  };
  /** Ladders are sorted by rate. */
  const climbs = (decision: Decision): boolean => state.currentIndex >= 0 && decision.index > state.currentIndex;
  const mustWait = (decision: Decision): boolean =>
    climbs(decision) && nowSeconds() - lastSwitchAtSeconds < climbIntervalSeconds(state.abr);
  const switchTo = (variant: ShakaVariant): void => {
    lastSwitchAtSeconds = nowSeconds();
    switchVariant(variant, state.abr.clearBufferSwitch ?? false, state.abr.safeMarginSwitch ?? 0);
  };

  const rescue = (transfer: Transfer, { decision, playable }: Answer, stillActive: () => boolean): void => {
    const variant = variantOnRung(playable, decision.index, activeTrack(state)?.audioId, true);
    const { ladder } = state;
    if (!variant || !ladder) return;
    const giveUp = (): void => {
      if (!state.inUse || !state.enabled || !controls() || !stillActive()) return;
      const startSeconds = transfer.segment?.getStartTime() ?? 0;
      rescued = { startSeconds, count: rescuesOf(transfer) + 1 };
      rescueTarget = { transfer, toIndex: decision.index };
      emitDecision(decision, true);
      lastSwitchAtSeconds = nowSeconds();
      // Shaka asks for the estimate inside this call and nowhere else, and decides by it whether to abort.
      voting = true;
      try {
        switchVariant(variant, false, 0);
      } finally {
        voting = false;
      }
    };
    // A segment that Shaka prefetched is aborted by the switch itself; any other only once the new index is open.
    const { stream } = ladder.rungs[decision.index] ?? {};
    if (!stream || stream.segmentIndex || transfer.prefetched) giveUp();
    else
      stream.createSegmentIndex().then(
        () => session().guard('rescue', undefined, giveUp),
        () => undefined,
      );
  };
  const rescuesOf = (transfer: Transfer): number =>
    rescued && rescued.startSeconds === transfer.segment?.getStartTime() ? rescued.count : 0;

  const announceStart = (): void => {
    if (started || !state.inUse || !controls()) return;
    startPick = sessions.takePick(state.variants);
    if (!startPick) return;
    started = true;
    emitDecision(startPick.decision, true);
  };

  return {
    announceStart,
    get builtInPlays() {
      return faulty || !controls();
    },
    builtInChose(variant) {
      builtInVariant = variant;
    },
    mayBan(type) {
      const { ladder } = state;
      if (this.builtInPlays || !ladder || type !== ladder.mainType) return true;
      // Without anything lighter, Shaka would go on with a heavier stream.
      const index = activeIndex(state, activeTrack(state));
      return readPlayable(state, ladder).some((variants, rung) => rung < index && variants.length > 0);
    },
    choose(preferFastSwitching, builtInChoice, mainInFlight) {
      builtInVariant = builtInChoice;
      const { mode } = session();
      if (mode === 'off' || (mode === 'observe' && !state.inUse)) return builtInChoice;
      announceStart();
      if (startPick && state.currentIndex < 0 && state.variants.includes(startPick.variant)) return startPick.variant;
      started ||= state.inUse;
      const answer = decide();
      if (!answer) return builtInChoice;
      const { decision, playable } = answer;
      // Shaka switches to what we answer at once: climbing now would throw away the segment on its way.
      const stays = mainInFlight && climbs(decision) && (playable[state.currentIndex]?.length ?? 0) > 0;
      const chosen = variantOnRung(playable, stays ? state.currentIndex : decision.index, activeTrack(state)?.audioId);
      if (!chosen) return builtInChoice;
      if (state.inUse) emitDecision(decision, controls() && !stays);
      if (!controls()) return builtInChoice;
      lastSwitchAtSeconds = nowSeconds();
      const variant = (preferFastSwitching && nearestVariant(splitFastSwitching(state.variants).fast, chosen)) || chosen;
      if (!state.inUse) sessions.rememberPick({ variant, decision });
      return variant;
    },
    decideNext() {
      if (!state.inUse || !state.enabled || session().mode === 'off') return;
      const answer = decide();
      if (!answer) {
        if (faulty && builtInVariant && state.variants.includes(builtInVariant)) switchTo(builtInVariant);
        return;
      }
      const { decision, playable } = answer;
      const applied = controls() && !mustWait(decision);
      emitDecision(decision, applied);
      const track = activeTrack(state);
      if (!applied || activeIndex(state, track) === decision.index) return;
      const variant = variantOnRung(playable, decision.index, track?.audioId);
      if (variant) switchTo(variant);
    },
    considerRescue(transfer, stillActive) {
      const { ladder } = state;
      if (!ladder || !state.inUse || !state.enabled || session().mode === 'off' || rescueAnswered.has(transfer)) return;
      const index = indexOfStream(ladder, transfer.stream);
      if (index < 0) return;
      const answer = ask(
        'rescue',
        (situation) => {
          const decision = session().engine.considerRescue(
            situation,
            toInFlight(transfer, index, situation.atSeconds, rescuesOf(transfer)),
          );
          return decision?.index === index ? undefined : decision;
        },
        transfer.segment?.getStartTime(),
      );
      if (!answer) return;
      rescueAnswered.add(transfer);
      if (controls() && !faulty) rescue(transfer, answer, stillActive);
      else emitDecision(answer.decision, false);
    },
    aborted(transfer) {
      if (rescueTarget?.transfer !== transfer || !state.ladder) return;
      session().emit({
        type: 'rescue',
        fromIndex: indexOfStream(state.ladder, transfer.stream),
        toIndex: rescueTarget.toIndex,
        wastedBits: bitsFromBytes(transfer.loadedBytes),
      });
      rescueTarget = undefined;
    },
    get estimate() {
      if (voting) return ABORT_VOTE;
      const median = session().guard(
        'estimate',
        Number.NaN,
        () => session().engine.forecast(nowSeconds(), state.host).next.medianBitsPerSecond,
      );
      return Number.isFinite(median) && median > 0 ? median : undefined;
    },
    reset() {
      builtInVariant = undefined;
      faulty = false;
      startPick = undefined;
      started = false;
      lastSwitchAtSeconds = Number.NEGATIVE_INFINITY;
      rescueTarget = undefined;
      rescued = undefined;
      rescueAnswered = new WeakSet();
    },
  };
}
