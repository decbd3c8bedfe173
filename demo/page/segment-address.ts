/** Which rung and which segment a path of the origin names. */
export interface SegmentAddress {
  readonly rung: number;
  readonly segment: number;
}

const VIDEO_SEGMENT = /\/?video\/(\d+)\/(\d+)\.m4s(?:\?|$)/;

/** The address, or `undefined` for playlists, audio and initialisation segments. */
export function segmentAddress(path: string): SegmentAddress | undefined {
  const match = VIDEO_SEGMENT.exec(path);
  return match ? { rung: Number(match[1]), segment: Number(match[2]) } : undefined;
}
