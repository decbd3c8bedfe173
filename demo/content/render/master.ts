/** The loop's picture: three scenes of eight seconds, dissolving into one another and back to the first. */

import { smoothstep } from './noise.ts';
import { createPicture, type Picture, type Scene } from './picture.ts';
import { drawDusk } from './scene-dusk.ts';
import { drawFireworks } from './scene-fireworks.ts';
import { createStarChart } from './scene-star-chart.ts';

export const SCENE_SECONDS = 8;
export const LOOP_SECONDS = 24;

/** Half the length of a dissolve; centred on the scene change, so the loop point dissolves too. */
const HALF_DISSOLVE_SECONDS = 0.45;

const scenes: readonly Scene[] = [drawDusk, drawFireworks, createStarChart()];

/** Draws the moment `loopSeconds` of the loop; `scratch` is overwritten during dissolves. */
export function drawLoop(picture: Picture, scratch: Picture, loopSeconds: number): void {
  const index = Math.floor(loopSeconds / SCENE_SECONDS) % scenes.length;
  const seconds = loopSeconds % SCENE_SECONDS;
  (scenes[index] as Scene)(picture, seconds);

  const atStart = seconds < HALF_DISSOLVE_SECONDS;
  const atEnd = seconds > SCENE_SECONDS - HALF_DISSOLVE_SECONDS;
  if (!atStart && !atEnd) return;
  const neighbour = scenes[(index + (atStart ? scenes.length - 1 : 1)) % scenes.length] as Scene;
  neighbour(scratch, atStart ? seconds + SCENE_SECONDS : seconds - SCENE_SECONDS);
  const sinceChange = atStart ? seconds : seconds - SCENE_SECONDS;
  const incoming = smoothstep(-HALF_DISSOLVE_SECONDS, HALF_DISSOLVE_SECONDS, sinceChange);
  const neighbourShare = atStart ? 1 - incoming : incoming;
  for (let i = 0; i < picture.rgb.length; i += 1) {
    const own = picture.rgb[i] as number;
    picture.rgb[i] = own + ((scratch.rgb[i] as number) - own) * neighbourShare;
  }
}

export function createCanvas(widthPixels: number, heightPixels: number): readonly [Picture, Picture] {
  return [createPicture(widthPixels, heightPixels), createPicture(widthPixels, heightPixels)];
}
