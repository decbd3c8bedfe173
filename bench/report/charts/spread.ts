/** Labels beside a chart, moved apart where they would overlap. */

/** Heights in pixels from the top, ascending, at least `gap` apart and none below `bottom`. */
export function spreadApart(heights: readonly number[], bottom: number, gap: number): number[] {
  const places = [...heights];
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i] as number, (places[i - 1] as number) + gap);
  // The last must not fall off the bottom: push back up.
  let limit = bottom;
  for (let i = places.length - 1; i >= 0 && (places[i] as number) > limit; i -= 1) {
    places[i] = limit;
    limit -= gap;
  }
  return places;
}
