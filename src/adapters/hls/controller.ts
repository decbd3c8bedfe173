/** The class that hls.js instantiates: its own controller, with our answers where we are in control. */
import type Hls from 'hls.js';
import type { AbrController, Events, FragLoadingData } from 'hls.js';
import type { AbrHandle, Plugin } from '../shared/index.ts';
import type { BuiltIn } from './built-in.ts';
import { createPilot, type Pilot } from './pilot.ts';

/** For hls.js the class of its `abrController` option, for the page the handle. */
export type HlsAbr = typeof AbrController & AbrHandle;

/** A setter's value that means "nothing is pinned" once the clamp to the permitted levels is out of the way. */
const NOTHING = -1;

/**
 * Makes the class.
 *
 * Only public and protected members of the base are used, the same in 1.5, 1.6 and 1.7, except
 * `deriveNextAutoLevel` (1.6+), without which `forget` cannot work.
 */
export function extendController(Base: typeof AbrController, events: typeof Events, plugin: Plugin): HlsAbr {
  const { handle } = plugin;
  const canForget = 'deriveNextAutoLevel' in Base.prototype;

  return class EvenkeelAbrController extends Base {
    static get mode(): AbrHandle['mode'] {
      return handle.mode;
    }
    static setMode(mode: AbrHandle['mode']): void {
      handle.setMode(mode);
    }
    static on(listener: Parameters<AbrHandle['on']>[0]): () => void {
      return handle.on(listener);
    }

    #pilot: Pilot | undefined;
    /** The base asks `this.firstAutoLevel` and `this.resetEstimator` from within: those calls are not hls.js asking us. */
    #insideBase = false;
    #isForgetting = false;

    constructor(hls: Hls) {
      super(hls);
      const session = plugin.openSession();
      const { config, logger } = hls as Hls & { logger?: Hls['logger'] };
      if (config.abrSwitchInterval > 0) {
        logger?.warn(
          `[evenkeel] abrSwitchInterval (${config.abrSwitchInterval} s) also blocks rescues; evenkeel smooths switches itself, set it to 0`,
        );
      }
      const builtIn: BuiltIn = {
        nextLevel: () => this.#within(() => super.nextAutoLevel),
        firstLevel: () => this.#within(() => super.firstAutoLevel),
        forcedLevel: () => super.forcedAutoLevel,
        follow: (index) => {
          super.nextAutoLevel = index;
        },
        forget: () => {
          if (!canForget) return false;
          this.#isForgetting = true;
          super.nextAutoLevel = NOTHING;
          this.#isForgetting = false;
          return true;
        },
        disarm: () => super.clearTimer(),
        rearm: (loading: FragLoadingData) => super.onFragLoading(events.FRAG_LOADING, loading),
      };
      this.#pilot = session.guard('attach', undefined, () => createPilot(hls, events, session, builtIn));
    }

    override get firstAutoLevel(): number {
      return this.#pilot && !this.#insideBase ? this.#pilot.firstLevel() : super.firstAutoLevel;
    }

    override get nextAutoLevel(): number {
      return this.#pilot && !this.#insideBase ? this.#pilot.nextLevel() : super.nextAutoLevel;
    }
    override set nextAutoLevel(level: number) {
      super.nextAutoLevel = level;
    }

    override resetEstimator(estimate?: number): void {
      super.resetEstimator(estimate);
      if (estimate !== undefined && !this.#insideBase) this.#pilot?.restoreRate(estimate);
    }

    override destroy(): void {
      this.#pilot?.destroy();
      this.#pilot = undefined;
      super.destroy();
    }

    protected override deriveNextAutoLevel(level: number): number {
      return this.#isForgetting ? NOTHING : super.deriveNextAutoLevel(level);
    }

    #within<Result>(work: () => Result): Result {
      this.#insideBase = true;
      try {
        return work();
      } finally {
        this.#insideBase = false;
      }
    }
  };
}
