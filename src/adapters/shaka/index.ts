/**
 * Entry `evenkeel/shaka`.
 *
 * ```ts
 * const abr = createShakaAbr(player);
 * player.configure('abrFactory', abr);
 * ```
 */
import { check, describe, FUNCTION } from '../../engine/index.ts';
import { type AbrHandle, createPlugin, type PluginOptions } from '../shared/index.ts';
import type { ShakaAbrFactory, ShakaPlayer } from './contract.ts';
import { createManager } from './manager.ts';

export type { AbrHandle, PluginOptions, SessionListener } from '../shared/index.ts';
export type { ShakaAbrFactory, ShakaAbrManager, ShakaPlayer } from './contract.ts';

/** The value for `player.configure('abrFactory', …)`, and the handle of the page at once. */
export type ShakaAbr = ShakaAbrFactory & AbrHandle;

/** On our factories: the factory that each of them wraps. */
interface Wrapper {
  readonly evenkeelWraps?: ShakaAbrFactory;
}

/**
 * Oldest minor of Shaka 4. Up to 4.12 HLS video beside separate audio has no rate of its own, and Shaka aborts nothing
 * for a stream without one: rescues would do nothing. npm has no 4.13 to 4.15.
 */
const OLDEST_4_MINOR = 16;

/** Builds that tell no version are taken as new. */
function requireVersion(player: ShakaPlayer): void {
  const version = String((player.constructor as { version?: unknown } | undefined)?.version);
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) < 4 || (Number(major) === 4 && Number(minor) < OLDEST_4_MINOR))
    throw new TypeError(`createShakaAbr needs Shaka 4.${OLDEST_4_MINOR} or newer, got ${version}`);
}

/** The manager that plays without us: the user's own or Shaka's. Never one of ours, however often a player is wrapped. */
function builtInFactory(player: ShakaPlayer): ShakaAbrFactory {
  if (typeof player?.getConfiguration !== 'function')
    throw new TypeError(`player must be a shaka.Player, got ${describe(player)}: it has no getConfiguration()`);
  const configured = player.getConfiguration().abrFactory as ShakaAbrFactory & Wrapper;
  return check(configured, 'player configuration abrFactory', FUNCTION).evenkeelWraps ?? configured;
}

/**
 * Makes the ABR for one Shaka player. It takes effect at the next `load()`. The ABR factory configured at this
 * moment (Shaka's own unless you set one) stays at hand: it plays in the modes `observe` and `off`, and whenever
 * something of ours fails.
 *
 * @throws TypeError for anything that is not a Shaka player, for Shaka before 4.16, and for wrong options.
 */
export function createShakaAbr(player: ShakaPlayer, options: PluginOptions = {}): ShakaAbr {
  const builtIn = builtInFactory(player);
  requireVersion(player);
  const plugin = createPlugin(options);
  const pool = { plugin, picks: new WeakMap() };
  // Not an arrow function: old Shaka versions accept constructors here and may call it with `new`.
  const factory = function evenkeel() {
    return createManager(player, builtIn(), pool);
  };
  const wrapper: Wrapper = { evenkeelWraps: builtIn };
  return Object.defineProperties(
    Object.assign(factory, wrapper),
    Object.getOwnPropertyDescriptors(plugin.handle),
  ) as ShakaAbrFactory as ShakaAbr;
}
