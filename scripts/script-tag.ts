/** The global `Evenkeel` of dist/evenkeel.global.js, for pages without a bundler. */
export { createHlsAbr } from 'evenkeel/hls';
export { createShakaAbr } from 'evenkeel/shaka';
