/** The bytes of fake segments: ADTS frames for audio, and just enough of fragmented MP4 for hls.js to find track and times. */

const SAMPLE_RATE = 48_000;
const FRAME_SAMPLES = 1024;
const TIMESCALE = 1000;
const TRACK_ID = 1;

export type TrackKind = 'video' | 'audio';

/** ADTS frames of the wanted length: the one container that a test can write in a dozen lines. */
export function writeAdts(sizeBytes: number, seconds: number): ArrayBuffer {
  const frames = Math.round((seconds * SAMPLE_RATE) / FRAME_SAMPLES);
  const frameBytes = Math.min(8191, Math.max(16, Math.round(sizeBytes / frames)));
  const bytes = new Uint8Array(frames * frameBytes);
  for (let i = 0; i < frames; i++) {
    const header = [0xff, 0xf1, 0x4c, 0x80 | (frameBytes >> 11), (frameBytes >> 3) & 0xff, ((frameBytes & 7) << 5) | 0x1f, 0xfc];
    bytes.set(header, i * frameBytes);
  }
  return bytes.buffer;
}

const word = (value: number): number[] => [(value >>> 24) & 0xff, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
const name = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const box = (type: string, ...contents: number[][]): number[] => {
  const body = contents.flat();
  return [...word(body.length + 8), ...name(type), ...body];
};
const toBuffer = (bytes: readonly number[], sizeBytes = bytes.length): ArrayBuffer => {
  const result = new Uint8Array(Math.max(sizeBytes, bytes.length));
  result.set(bytes);
  return result.buffer;
};

/** `ftyp` and `moov` of one track. */
export function writeInit(kind: TrackKind): ArrayBuffer {
  const isVideo = kind === 'video';
  const entry = isVideo ? box('avc1', zeros(78), box('avcC', [1, 0x64, 0, 0x1f])) : box('mp4a', zeros(28));
  const track = box(
    'trak',
    box('tkhd', zeros(12), word(TRACK_ID), zeros(68)),
    box(
      'mdia',
      box('mdhd', zeros(12), word(TIMESCALE), zeros(8)),
      box('hdlr', zeros(8), name(isVideo ? 'vide' : 'soun'), zeros(13)),
      box('minf', box('stbl', box('stsd', zeros(4), word(1), entry))),
    ),
  );
  const defaults = box('mvex', box('trex', zeros(4), word(TRACK_ID), word(1), zeros(12)));
  return toBuffer([...box('ftyp', name('isom'), zeros(4)), ...box('moov', box('mvhd', zeros(100)), track, defaults)]);
}

/** `moof` and `mdat` of one sample that lasts the whole segment. */
export function writeMp4(sizeBytes: number, startSeconds: number, seconds: number): ArrayBuffer {
  const moofBytes = 92;
  const mdatBytes = Math.max(16, sizeBytes - moofBytes);
  const run = [0, 0, 0x03, 0x01, ...word(1), ...word(moofBytes + 8), ...word(Math.round(seconds * TIMESCALE)), ...word(mdatBytes - 8)];
  const moof = box(
    'moof',
    box('mfhd', zeros(4), word(1)),
    box(
      'traf',
      box('tfhd', [0, 2, 0, 0], word(TRACK_ID)),
      box('tfdt', zeros(4), word(Math.round(startSeconds * TIMESCALE))),
      box('trun', run),
    ),
  );
  if (moof.length !== moofBytes) throw new Error(`moof has ${moof.length} bytes`);
  // One NAL unit: an intra picture.
  return toBuffer([...moof, ...word(mdatBytes), ...name('mdat'), ...word(mdatBytes - 12), 0x65], moofBytes + mdatBytes);
}
