/** The class that hls.js instantiates: its own controller, with our answers where we are in control. */
import type Hls from 'hls.js';
import type { AbrController } from 'hls.js';
import type { AbrHandle, Plugin } from '../shared/index.ts';
import { type BuiltIn, createPilot, type Pilot } from './pilot.ts';

/** For hls.js the class of its `abrController` option, for the page the handle. */
export type HlsAbr = typeof AbrController & AbrHandle;

/**
 * Makes the class.
 *
 * Only public and protected members of the base are used, the same in 1.5, 1.6 and 1.7, except
 * `deriveNextAutoLevel` (1.6+), without which a force cannot be taken back.
 */
export function extendController(Base: typeof AbrController, { handle, openSession }: Plugin): HlsAbr {
  const canLetGo = 'deriveNextAutoLevel' in Base.prototype;

  return class EvenkeelAbrController extends Base {
    static get mode(): AbrHandle['mode'] {
      return handle.mode;
    }
    static setMode = handle.setMode;
    static on = handle.on;

    #pilot: Pilot | undefined;

    constructor(hls: Hls) {
      super(hls);
      const { config, logger } = hls as Partial<Hls>;
      if (config?.abrSwitchInterval) logger?.warn('[evenkeel] abrSwitchInterval also blocks rescues; evenkeel needs it to be 0');
      const session = openSession();
      this.#pilot = session.guard('attach', () => createPilot(hls, session, this as unknown as BuiltIn));
    }

    #answer(ask: () => number): number {
      return this.#pilot ? this.#pilot.answer(ask) : ask();
    }
    override get firstAutoLevel(): number {
      return this.#answer(() => super.firstAutoLevel);
    }
    override get nextAutoLevel(): number {
      return this.#answer(() => super.nextAutoLevel);
    }
    override set nextAutoLevel(level: number) {
      if (level >= 0 || canLetGo) super.nextAutoLevel = level;
    }
    /** The base clamps to the permitted levels, which would make a force of -1. */
    protected override deriveNextAutoLevel(level: number): number {
      return level < 0 ? level : super.deriveNextAutoLevel(level);
    }

    override resetEstimator(estimate = 0): void {
      super.resetEstimator(estimate);
      this.#pilot?.restoreRate(estimate);
    }

    override destroy(): void {
      this.#pilot?.destroy();
      this.#pilot = undefined;
      super.destroy();
    }
  };
}
