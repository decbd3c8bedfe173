/**
 * Implements Shaka's `AbrManager`. Each call goes to the built-in manager first, unchanged, so that it can play at
 * any time; its switches pass a gate that is closed while ours plays.
 */
import { monitorPlayback } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { ShakaAbrManager, ShakaPlayer, SwitchCallback } from './contract.ts';
import { createDirector } from './director.ts';
import { createDownloads } from './downloads.ts';
import { updateLadder } from './ladder.ts';
import { createLoadState, forgetContent } from './load-state.ts';
import { watchPictureInPicture } from './picture-in-picture.ts';
import type { SessionPool } from './sessions.ts';
import { listenToPlayer } from './signals.ts';
import { toRenditions } from './translate.ts';

export interface ManagerParts {
  readonly player: ShakaPlayer;
  /** The manager that plays in `observe` and `off`, and when ours fails. */
  readonly builtIn: ShakaAbrManager;
  readonly sessions: SessionPool;
}

/** `true` when both lists hold the same objects, in any order. */
const sameElements = <Element>(a: readonly Element[], b: readonly Element[]): boolean =>
  a.length === b.length && a.every((element) => b.includes(element));

export function createManager({ player, builtIn, sessions }: ManagerParts): ShakaAbrManager {
  const state = createLoadState(player);
  let claimed: AbrSession | undefined;
  const session = (): AbrSession => claimed ?? sessions.borrow();
  let shakaSwitch: SwitchCallback | undefined;
  let stopWatching: (() => void) | undefined;

  const switchVariant: SwitchCallback = (variant, clearBuffer, safeMarginSeconds) => {
    if (state.enabled) shakaSwitch?.(variant, clearBuffer, safeMarginSeconds);
  };
  const director = createDirector({ state, sessions, session, switchVariant });
  const downloads = createDownloads({ state, session, director });

  const emitLadder = (): void => {
    const { ladder } = state;
    if (!ladder || !claimed || session().mode === 'off') return;
    const renditions = toRenditions(ladder, { playable: [], nextStartSeconds: undefined, playlistDelaySeconds: 0 });
    const entries = renditions.map(({ id, rateBitsPerSecond, widthPixels, heightPixels }) => ({
      id,
      rateBitsPerSecond,
      widthPixels,
      heightPixels,
    }));
    session().emit({ type: 'ladder', renditions: entries });
  };
  const end = (): void => {
    stopWatching?.();
    stopWatching = undefined;
    downloads.clear();
    director.reset();
    forgetContent(state);
    shakaSwitch = undefined;
    claimed?.end();
    claimed = undefined;
  };
  const guard = (where: string, work: () => void): void => session().guard(where, undefined, work);

  return {
    init(switchCallback, disableStream) {
      builtIn.init(
        (...args) => {
          director.builtInChose(args[0]);
          if (director.builtInPlays) switchCallback(...args);
        },
        // Absent before 5.1. Bans for dropped frames come from the built-in manager, in every mode.
        disableStream &&
          ((type: string, seconds: number) => {
            if (session().guard('ban', true, () => director.mayBan(type))) disableStream(type, seconds);
          }),
      );
      guard('init', () => {
        if (claimed) end();
        claimed = sessions.claim();
        shakaSwitch = switchCallback;
        state.inUse = true;
        stopWatching = listenToPlayer(player, { ...downloads.handlers, unloading: () => guard('unloading', end) });
      });
    },
    configure(config) {
      builtIn.configure(config);
      guard('configure', () => {
        const { streaming } = player.getConfiguration();
        state.abr = config;
        state.bufferingGoalSeconds = streaming.bufferingGoal;
        state.segmentPrefetchLimit = streaming.segmentPrefetchLimit ?? 0;
      });
    },
    setVariants(variants, isLowLatency) {
      const builtInChanged = builtIn.setVariants(variants, isLowLatency);
      const changed = session().guard('variants', true, () => {
        if (sameElements(variants, state.variants)) return false;
        const previous = state.ladder;
        state.variants = [...variants];
        state.ladder = updateLadder(previous, state.variants);
        if (state.ladder === previous) return true;
        state.currentIndex = -1;
        session().engine.resetLadder();
        emitLadder();
        return true;
      });
      return director.builtInPlays ? builtInChanged : changed;
    },
    chooseVariant(preferFastSwitching) {
      const builtInChoice = builtIn.chooseVariant(preferFastSwitching);
      return session().guard('choose', builtInChoice, () =>
        director.choose(preferFastSwitching === true, builtInChoice, downloads.mainInFlight),
      );
    },
    enable() {
      state.enabled = true;
      builtIn.enable();
      guard('enable', () => director.announceStart());
    },
    disable() {
      state.enabled = false;
      builtIn.disable();
    },
    segmentDownloaded(deltaMilliseconds, bytes, allowSwitch, request, context) {
      builtIn.segmentDownloaded(deltaMilliseconds, bytes, allowSwitch, request, context);
      guard('packet', () => downloads.packet(deltaMilliseconds, bytes, allowSwitch, request, context));
    },
    trySuggestStreams() {
      builtIn.trySuggestStreams?.();
      guard('suggest', () => director.decideNext());
    },
    getBandwidthEstimate() {
      return (director.builtInPlays ? undefined : director.estimate) ?? builtIn.getBandwidthEstimate();
    },
    playbackRateChanged(rate) {
      builtIn.playbackRateChanged(rate);
      state.playbackRate = rate;
    },
    setMediaElement(media) {
      builtIn.setMediaElement?.(media);
      guard('media', () => {
        state.monitor?.destroy();
        state.monitor = undefined;
        state.media = media;
        const current = claimed;
        if (!media || !current) return;
        const monitor = monitorPlayback(media, (event) => {
          if (event.type === 'seek') state.nextStartSeconds = undefined;
          if (current.mode !== 'off') current.emit(event);
        });
        state.monitor = monitor;
        const unwatch = watchPictureInPicture(media, (size) => {
          state.pictureInPicture = size;
        });
        const stopListening = stopWatching;
        stopWatching = () => {
          stopListening?.();
          unwatch();
          monitor.destroy();
        };
      });
    },
    setCmsdManager(manager) {
      builtIn.setCmsdManager?.(manager);
      state.cmsd = manager;
    },
    stop() {
      builtIn.stop();
      guard('stop', end);
    },
    release() {
      builtIn.release?.();
      guard('release', end);
    },
  };
}
