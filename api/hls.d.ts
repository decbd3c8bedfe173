import { AbrHandle, PluginOptions } from "./plugin.js";
import Hls, { AbrController } from "hls.js";

/** For hls.js the class of its `abrController` option, for the page the handle. */
type HlsAbr = typeof AbrController & AbrHandle;
/**
* Makes the class for hls.js's `abrController` option; it is also the handle that switches modes and listens.
* One class may serve many players: each instance is a session, and all share what was learnt of the network.
*
* @param HlsClass the page's own Hls class; any build of 1.5 or newer.
* @throws TypeError for anything else, and for options that are unknown or out of range.
*/
declare function createHlsAbr(HlsClass: typeof Hls, options?: PluginOptions): HlsAbr;
export { type HlsAbr, createHlsAbr };