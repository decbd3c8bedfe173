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

function findBase(HlsClass: typeof Hls): typeof AbrController {
  const found = HlsClass?.DefaultConfig?.abrController;
  if (!found) throw new TypeError(`createHlsAbr needs the Hls class as its first argument, got ${describe(HlsClass)}`);
  // Where the default is a class of ours already, its base is extended, not the class itself.
  const base: typeof AbrController = 'setMode' in found ? Object.getPrototypeOf(found) : found;
  // hls.js reads this member since 1.5; without it a controller of ours would not be asked.
  if (!('firstAutoLevel' in base.prototype))
    throw new TypeError(`createHlsAbr needs hls.js 1.5 or newer, got ${HlsClass.version}: its abrController lacks firstAutoLevel`);
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
  return extendController(findBase(HlsClass), createPlugin(options));
}
