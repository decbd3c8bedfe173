import type { Rule, RuleContext } from 'evenkeel/simulator';
import { type SegmentSizes, segmentSizes } from '../ladder/segment-sizes.ts';
import { BufferMap } from './buffer-map.ts';
import { START_GAIN_EMPTY, START_GAIN_FULL } from './constants.ts';

/** BBA (Huang et al., SIGCOMM 2014): BBA-0's map and hysteresis, BBA-1's sizes and reservoir where sizes are known, BBA-2's start. */
export function bbaRule(): Rule {
  return {
    name: 'bba',
    start(context) {
      const map = new BufferMap(context);
      const sizes = segmentSizes(context);
      let starting = true;
      /** Media gained by the last download, seconds; undefined before it. */
      let gainSeconds: number | undefined;
      return {
        choose(view) {
          const { currentIndex, segmentIndex, bufferSeconds } = view;
          if (currentIndex < 0) return 0;
          const reservoir = map.reservoirSeconds(segmentIndex, view.remainingSeconds);
          const mapped = mappedRung(context, sizes, map, reservoir, currentIndex, segmentIndex, bufferSeconds);
          if (!starting) return mapped;
          // The start ends when the buffer shrinks or the map has caught up.
          if (gainSeconds === undefined) return currentIndex;
          if (gainSeconds < 0 || mapped > currentIndex) {
            starting = false;
            return mapped;
          }
          const fullness = Math.min(1, bufferSeconds / map.fullSeconds);
          const enough = (START_GAIN_EMPTY + fullness * (START_GAIN_FULL - START_GAIN_EMPTY)) * context.segmentSeconds;
          return Math.min(gainSeconds > enough ? currentIndex + 1 : currentIndex, context.renditions.length - 1);
        },
        downloaded(download, view) {
          if (download.kind !== 'main' || download.aborted) return;
          gainSeconds = context.segmentSeconds - (download.endSeconds - download.requestSeconds) * view.playbackRate;
        },
        playback(change) {
          if (change !== 'seek') return;
          starting = true;
          gainSeconds = undefined;
        },
      };
    },
  };
}

/** The paper's algorithm 1: stay until the map passes the rung above or below, then go as far as it says. */
function mappedRung(
  context: RuleContext,
  sizes: SegmentSizes,
  map: BufferMap,
  reservoirSeconds: number,
  current: number,
  segment: number,
  bufferSeconds: number,
): number {
  const top = context.renditions.length - 1;
  if (bufferSeconds <= reservoirSeconds) return 0;
  if (bufferSeconds >= map.fullSeconds) return top;
  const allowed = map.allowedBits(bufferSeconds, reservoirSeconds);
  if (current < top && allowed >= sizes(current + 1, segment)) {
    let rung = current + 1;
    while (rung < top && sizes(rung + 1, segment) < allowed) rung++;
    return rung;
  }
  if (current > 0 && allowed <= sizes(current - 1, segment)) {
    let rung = current - 1;
    while (rung > 0 && sizes(rung - 1, segment) > allowed) rung--;
    return rung;
  }
  return current;
}
