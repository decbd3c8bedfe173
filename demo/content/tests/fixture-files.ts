/** Loads fixture files for the tests, and builds what the catalogue answers. */
import { readFileSync } from 'node:fs';
import { childBoxes, listBoxes, requireBox, viewOf } from '../boxes.ts';
import { resolveContent } from '../resolve.ts';

export const FIXTURE_FOLDER: URL = new URL('../../public/fixture/', import.meta.url);

const files = new Map<string, Uint8Array<ArrayBuffer>>();

export function fixtureFile(path: string): Uint8Array<ArrayBuffer> {
  let file = files.get(path);
  if (file === undefined) {
    file = new Uint8Array(readFileSync(new URL(path, FIXTURE_FOLDER)));
    files.set(path, file);
  }
  return file;
}

/** The built segment and the size that was announced for it. */
export function fetchSegment(path: string): { bytes: Uint8Array<ArrayBuffer>; announcedBytes: number } {
  const response = resolveContent(path);
  if (!('build' in response)) throw new Error(`${path}: ${JSON.stringify(response)}`);
  return { bytes: response.build(fixtureFile(response.fixturePath)), announcedBytes: response.sizeBytes };
}

/** The text of a manifest or playlist. */
export function fetchText(path: string): string {
  const response = resolveContent(path);
  if (!('body' in response)) throw new Error(`${path}: ${JSON.stringify(response)}`);
  return response.body;
}

/** What a player reads from a segment, by a second, independent route: straight from its boxes. */
export interface ReadSegment {
  readonly sequenceNumber: number;
  readonly startTicks: number;
  readonly durationTicks: number;
  readonly sampleCount: number;
  readonly sampleBytes: number;
  readonly mdatBytes: number;
}

export function readSegment(bytes: Uint8Array): ReadSegment {
  const view = viewOf(bytes);
  const boxes = listBoxes(view, 0, bytes.byteLength);
  const moof = requireBox(boxes, 'moof');
  const children = childBoxes(view, moof);
  const traf = childBoxes(view, requireBox(children, 'traf'));
  const trun = requireBox(traf, 'trun');
  const sampleCount = view.getUint32(trun.offset + 12);
  const ticksPerSample = view.getUint32(requireBox(traf, 'tfhd').offset + 16);
  let sampleBytes = 0;
  for (let i = 0; i < sampleCount; i += 1) sampleBytes += view.getUint32(trun.offset + 24 + 4 * i);
  const dataOffset = view.getInt32(trun.offset + 16);
  const mdat = requireBox(boxes, 'mdat');
  if (moof.offset + dataOffset !== mdat.offset + 8) throw new Error('data offset does not point into mdat');
  return {
    sequenceNumber: view.getUint32(requireBox(children, 'mfhd').offset + 12),
    startTicks: Number(view.getBigUint64(requireBox(traf, 'tfdt').offset + 12)),
    durationTicks: sampleCount * ticksPerSample,
    sampleCount,
    sampleBytes,
    mdatBytes: mdat.size - 8,
  };
}
