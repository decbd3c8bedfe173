/** A picture of floats in display space: 0 black, 1 white; three numbers per pixel. */

export interface Picture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly rgb: Float32Array;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Draws the moment `seconds` of a scene; `seconds` may run a little before 0 and past the end. */
export type Scene = (picture: Picture, seconds: number) => void;

export function createPicture(widthPixels: number, heightPixels: number): Picture {
  return { widthPixels, heightPixels, rgb: new Float32Array(widthPixels * heightPixels * 3) };
}

export function hex(code: string): Colour {
  const value = Number.parseInt(code, 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A colour between evenly or unevenly spaced stops; `at` ascends. */
export function gradient(stops: readonly { at: number; colour: Colour }[], position: number): Colour {
  let before = stops[0] as { at: number; colour: Colour };
  for (const stop of stops) {
    if (position <= stop.at) {
      const span = stop.at - before.at;
      const share = span <= 0 ? 1 : (position - before.at) / span;
      return mix(before.colour, stop.colour, share < 0 ? 0 : share * share * (3 - 2 * share));
    }
    before = stop;
  }
  return before.colour;
}

/** Adds a soft round light; `radiusPixels` is its standard deviation; negative strength darkens. */
export function addGlow(picture: Picture, x: number, y: number, radiusPixels: number, colour: Colour, strength: number): void {
  const reach = Math.ceil(radiusPixels * 2.6);
  const left = Math.max(0, Math.floor(x - reach));
  const right = Math.min(picture.widthPixels - 1, Math.ceil(x + reach));
  const top = Math.max(0, Math.floor(y - reach));
  const bottom = Math.min(picture.heightPixels - 1, Math.ceil(y + reach));
  const falloff = -0.5 / (radiusPixels * radiusPixels);
  for (let py = top; py <= bottom; py += 1) {
    for (let px = left; px <= right; px += 1) {
      const light = strength * Math.exp(falloff * ((px - x) ** 2 + (py - y) ** 2));
      if (Math.abs(light) < 0.002) continue;
      const i = (py * picture.widthPixels + px) * 3;
      picture.rgb[i] = (picture.rgb[i] as number) + light * colour[0];
      picture.rgb[i + 1] = (picture.rgb[i + 1] as number) + light * colour[1];
      picture.rgb[i + 2] = (picture.rgb[i + 2] as number) + light * colour[2];
    }
  }
}

/** Writes 8-bit RGB; highlights roll off softly instead of clipping. */
export function toBytes(picture: Picture, out: Uint8Array): void {
  for (let i = 0; i < picture.rgb.length; i += 1) {
    const value = picture.rgb[i] as number;
    const rolled = value <= 0.8 ? value : 0.8 + 0.2 * (1 - Math.exp((0.8 - value) / 0.2));
    out[i] = Math.max(0, Math.min(255, Math.round(rolled * 255)));
  }
}
