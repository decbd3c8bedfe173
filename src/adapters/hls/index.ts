/**
 * Entry `evenkeel/hls`: the plugin for hls.js.
 *
 * @example
 * const abr = createHlsAbr(Hls);
 * const hls = new Hls({ abrController: abr });
 */
import type Hls from 'hls.js';
import type { AbrController } from 'hls.js';
import { describe } from '../../engine/index.ts';
import { createPlugin, type PluginOptions } from '../shared/index.ts';
import { extendController, type HlsAbr } from './controller.ts';

export type { HlsAbr } from './controller.ts';

/** Members that hls.js reads since 1.5; without them a controller of ours would not be asked. */
const REQUIRED_MEMBERS = ['nextAutoLevel', 'firstAutoLevel', 'forcedAutoLevel', 'resetEstimator', 'clearTimer'] as const;

/** The controller that a factory of ours extended, so that a second call does not extend the first one's class. */
const baseOf = new WeakMap<object, typeof AbrController>();

function findBase(HlsClass: typeof Hls): typeof AbrController {
  const found = HlsClass?.DefaultConfig?.abrController;
  if (!found) throw new TypeError(`createHlsAbr needs the Hls class as its first argument, got ${describe(HlsClass)}`);
  const base = baseOf.get(found) ?? found;
  const missing = REQUIRED_MEMBERS.filter((member) => !(member in base.prototype));
  if (missing.length > 0) {
    throw new TypeError(`createHlsAbr needs hls.js 1.5 or newer, got ${HlsClass.version}: its abrController lacks ${missing.join(', ')}`);
  }
  return base;
}

/**
 * Makes the class for hls.js's `abrController` option; it is also the handle that switches modes and listens.
 * One class may serve many players: each instance is a session, and all share what was learnt of the network.
 *
 * @param HlsClass the page's own Hls class; any build of 1.5 or newer.
 * @throws TypeError for anything else, and for options that are unknown or out of range.
 */
export function createHlsAbr(HlsClass: typeof Hls, options: PluginOptions = {}): HlsAbr {
  const base = findBase(HlsClass);
  const abr = extendController(base, createPlugin(options));
  baseOf.set(abr, base);
  return abr;
}
