/** Entry `evenkeel/playback`: measures any media element, with or without the plugin. */
export { bufferedAhead } from './buffered.ts';
export { nowSeconds } from './clock.ts';
export { createDeviceReader, type DeviceReader, platformRateGuess } from './device.ts';
export { monitorPlayback, type PlaybackMonitor } from './monitor.ts';
