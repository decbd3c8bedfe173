/**
 * Implements Shaka's `AbrManager`. Each call goes to the built-in manager first, unchanged, so that it can play at
 * any time; its switches pass a gate that is closed while ours plays.
 */
import { monitorPlayback } from '../../playback/index.ts';
import type { AbrSession, Plugin } from '../shared/index.ts';
import type { ShakaAbrManager, ShakaPlayer } from './contract.ts';
import { createDirector, type Director, type Picks } from './director.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { updateLadder, withoutFastSwitching } from './ladder.ts';
import { createLoadState, type LoadState, report, type Settings } from './load-state.ts';
import { toRenditions } from './translate.ts';

/** Shared by the managers of one player. */
export interface SessionPool {
  readonly plugin: Plugin;
  readonly picks: Picks;
  /** Throw-away managers borrow the session that the next playing manager claims, so one load is one session with one engine. */
  waiting?: AbrSession | undefined;
}

/** What we do after the built-in manager did its part. The first argument is its answer, which stands when ours throws. */
type Ours = {
  readonly [Name in keyof Omit<ShakaAbrManager, 'init'>]: (
    builtIn: ReturnType<ShakaAbrManager[Name]>,
    ...args: Parameters<ShakaAbrManager[Name]>
  ) => ReturnType<ShakaAbrManager[Name]>;
};

/** @param builtIn plays in `observe` and `off`, and when ours fails. */
export function createManager(player: ShakaPlayer, builtIn: ShakaAbrManager, pool: SessionPool): ShakaAbrManager {
  const settings: Settings = { abr: {}, playbackRate: 1, bufferingGoalSeconds: 10 };
  let claimed: AbrSession | undefined;
  let state: LoadState;
  let director: Director;
  let downloads: Downloads;
  const session = (): AbrSession => {
    if (claimed) return claimed;
    pool.waiting ??= pool.plugin.openSession();
    return pool.waiting;
  };

  const begin = (): void => {
    state = createLoadState(player, settings, session);
    director = createDirector(state, pool.picks);
    downloads = createDownloads(state, director, end);
  };
  const end = (): void => {
    downloads.stop();
    state.monitor?.destroy();
    state.switchVariant = undefined;
    settings.playbackRate = 1;
    claimed?.end();
    claimed = undefined;
    begin();
  };
  begin();

  const ours: Ours = {
    configure(_, abr) {
      settings.abr = abr;
      const { bufferingGoal, rebufferingGoal = 0 } = player.getConfiguration().streaming;
      settings.bufferingGoalSeconds = Math.max(bufferingGoal, rebufferingGoal);
    },
    setVariants(builtInChanged, list) {
      const previous = state.ladder;
      // When nothing may be played, Shaka's list holds `undefined`, and its end is near.
      if (!list[0]) return builtInChanged;
      state.variants = withoutFastSwitching([...list].sort((a, b) => a.bandwidth - b.bandwidth));
      state.ladder = updateLadder(previous, state.variants);
      if (state.ladder !== previous) {
        state.currentIndex = -1;
        session().hasFailed = false;
        session().engine.resetLadder();
        report(state, { type: 'ladder', renditions: toRenditions(state.ladder, []) });
      }
      // Whether the list changed: both were given the same.
      return builtInChanged;
    },
    chooseVariant: (builtInChoice) => director.choose(builtInChoice),
    enable() {
      settings.enabled = true;
      director.announceStart();
    },
    disable() {
      settings.enabled = false;
    },
    segmentDownloaded: (_, ...packet) => downloads.packet(...packet),
    trySuggestStreams: () => director.decideNext(),
    getBandwidthEstimate: (builtInEstimate) => director.estimate(builtInEstimate),
    setCmsdManager(_, cmsd) {
      settings.cmsd = cmsd;
    },
    playbackRateChanged(_, rate) {
      settings.playbackRate = rate;
    },
    // Read from the player when it is needed.
    setMediaElement: () => undefined,
    stop: () => end(),
    release: () => end(),
  };

  const init: ShakaAbrManager['init'] = (switchVariant, disableStream) => {
    builtIn.init(
      (...switching) => {
        director.builtInChose(switching[0]);
        if (session().guard('switch', () => director.builtInPlays(), true)) switchVariant(...switching);
      },
      // Absent before 5.1. Bans for dropped frames come from the built-in manager, in every mode.
      disableStream &&
        ((...ban) => {
          if (session().guard('ban', () => director.mayBan(ban[0]), true)) disableStream(...ban);
        }),
    );
    session().guard('init', () => {
      if (claimed) end();
      claimed = session();
      pool.waiting = undefined;
      downloads.start();
      const media = player.getMediaElement();
      if (media) state.monitor = monitorPlayback(media, (event) => report(state, event));
      // Last: after a fault above the built-in manager plays the whole load.
      state.switchVariant = switchVariant;
    });
  };

  type Method = (...args: readonly unknown[]) => unknown;
  const theirs = builtIn as unknown as Record<string, Method | undefined>;
  const manager: Record<string, unknown> = { init };
  for (const [name, ourPart] of Object.entries(ours) as [string, Method][]) {
    manager[name] = (...args: readonly unknown[]): unknown => {
      // Old players' managers lack some.
      const result = theirs[name]?.(...args);
      return session().guard(name, () => ourPart(result, ...args), result);
    };
  }
  return manager as unknown as ShakaAbrManager;
}
