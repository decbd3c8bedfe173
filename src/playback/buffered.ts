/** Holes up to this long are jumped by players and do not end the buffer, seconds. */
const JUMPABLE_GAP_SECONDS = 0.25;

/**
 * Media buffered ahead of the playhead without a hole, seconds. `media.buffered` is already the
 * intersection of audio and video, so the shorter of the two counts.
 */
export function bufferedAhead(media: HTMLMediaElement): number {
  const { buffered, currentTime } = media;
  let endSeconds = currentTime;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= endSeconds + JUMPABLE_GAP_SECONDS && buffered.end(i) > endSeconds) endSeconds = buffered.end(i);
  }
  return endSeconds - currentTime;
}
