/**
 * Entry `evenkeel/shaka`.
 *
 * ```ts
 * const abr = createShakaAbr(player);
 * player.configure('abrFactory', abr);
 * ```
 */
import { describe } from '../../engine/index.ts';
import { type AbrHandle, createPlugin, type PluginOptions } from '../shared/index.ts';
import type { ShakaAbrFactory, ShakaPlayer } from './contract.ts';
import { createManager, createSessionPool } from './manager.ts';

export type { AbrHandle, PluginOptions, SessionListener } from '../shared/index.ts';
export type { ShakaAbrFactory, ShakaAbrManager, ShakaPlayer } from './contract.ts';

/** The value for `player.configure('abrFactory', …)`, and the handle of the page at once. */
export type ShakaAbr = ShakaAbrFactory & AbrHandle;

/** Marks our factories with the factory that each of them wraps; shared by all copies of this package on a page. */
const WRAPPED_FACTORY: unique symbol = Symbol.for('evenkeel.shaka.wrapped-factory') as never;

const PLAYER_METHODS = ['getConfiguration', 'addEventListener', 'getNetworkingEngine', 'seekRange'] as const;

function requirePlayer(player: unknown): asserts player is ShakaPlayer {
  for (const method of PLAYER_METHODS) {
    if (typeof (player as Partial<ShakaPlayer> | null | undefined)?.[method] !== 'function') {
      throw new TypeError(`player must be a shaka.Player, got ${describe(player)}: it has no ${method}()`);
    }
  }
}

/** The manager that plays without us: the user's own or Shaka's. Never one of ours, however often a player is wrapped. */
function builtInFactory(player: ShakaPlayer): ShakaAbrFactory {
  const configured = player.getConfiguration().abrFactory as
    | (ShakaAbrFactory & { readonly [WRAPPED_FACTORY]?: ShakaAbrFactory })
    | undefined;
  const factory = configured?.[WRAPPED_FACTORY] ?? configured;
  if (typeof factory !== 'function') throw new TypeError(`player configuration abrFactory must be a function, got ${describe(factory)}`);
  return factory;
}

/**
 * Makes the ABR for one Shaka player. It takes effect at the next `load()`. The ABR factory configured at this
 * moment (Shaka's own unless you set one) stays at hand: it plays in the modes `observe` and `off`, and whenever
 * something of ours fails.
 *
 * @throws TypeError for anything that is not a Shaka player, and for wrong options.
 */
export function createShakaAbr(player: ShakaPlayer, options: PluginOptions = {}): ShakaAbr {
  requirePlayer(player);
  const builtIn = builtInFactory(player);
  const plugin = createPlugin(options);
  const sessions = createSessionPool(plugin);
  // Not an arrow function: old Shaka versions accept constructors here and may call it with `new`.
  const factory = function evenkeel() {
    return createManager(player, builtIn(), sessions);
  };
  Object.defineProperties(factory, { ...Object.getOwnPropertyDescriptors(plugin.handle), [WRAPPED_FACTORY]: { value: builtIn } });
  return factory as ShakaAbrFactory as ShakaAbr;
}
