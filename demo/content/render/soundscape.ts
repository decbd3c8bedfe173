/** The loop's sound: soft chords and a few bells. Everything wraps around, so the loop has no seam. */
import { seededRandom } from '../seeded-random.ts';
import { LOOP_SECONDS } from './master.ts';

export const SAMPLES_PER_SECOND = 48_000;

const LOOP_SAMPLES = LOOP_SECONDS * SAMPLES_PER_SECOND;
/** D major ninth, B minor seventh, G major seventh, A suspended: MIDI note numbers. */
const CHORDS: readonly (readonly number[])[] = [
  [38, 57, 61, 64, 66],
  [35, 57, 62, 66, 69],
  [31, 59, 62, 66, 71],
  [33, 57, 62, 64, 69],
];
const BELL_NOTES = [74, 76, 78, 81, 83, 86] as const;

interface Loop {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Whole cycles per loop, so that even a held note would meet itself. */
function noteHertz(midi: number, detuneCents: number): number {
  const hertz = 440 * 2 ** ((midi - 69 + detuneCents / 100) / 12);
  return Math.round(hertz * LOOP_SECONDS) / LOOP_SECONDS;
}

function addPad(loop: Loop, startSeconds: number, midi: number, detuneCents: number, pan: number): void {
  const seconds = 10;
  const hertz = noteHertz(midi, detuneCents);
  const start = Math.round(startSeconds * SAMPLES_PER_SECOND);
  for (let i = 0; i < seconds * SAMPLES_PER_SECOND; i += 1) {
    const t = i / SAMPLES_PER_SECOND;
    const swell = Math.sin((Math.PI * t) / seconds) ** 2;
    const phase = 2 * Math.PI * hertz * t;
    const tone = Math.sin(phase) + 0.28 * Math.sin(2 * phase) * swell + 0.09 * Math.sin(3 * phase) * swell;
    const value = 0.022 * swell * tone;
    const at = (start + i) % LOOP_SAMPLES;
    loop.left[at] = (loop.left[at] as number) + value * (1 - pan);
    loop.right[at] = (loop.right[at] as number) + value * pan;
  }
}

function addBell(loop: Loop, startSeconds: number, midi: number, loudness: number, pan: number): void {
  const hertz = noteHertz(midi, 0);
  for (let echo = 0; echo < 4; echo += 1) {
    const start = Math.round((startSeconds + echo * 0.5) * SAMPLES_PER_SECOND);
    const side = echo % 2 === 0 ? pan : 1 - pan;
    const gain = loudness * 0.45 ** echo;
    for (let i = 0; i < 3 * SAMPLES_PER_SECOND; i += 1) {
      const t = i / SAMPLES_PER_SECOND;
      const phase = 2 * Math.PI * hertz * t;
      const shimmer = 1.4 * Math.exp(-t * 5) * Math.sin(phase * 2.0);
      const value = gain * Math.min(1, t * 120) * Math.exp(-t * 2.1) * Math.sin(phase + shimmer);
      const at = (start + i) % LOOP_SAMPLES;
      loop.left[at] = (loop.left[at] as number) + value * (1 - side);
      loop.right[at] = (loop.right[at] as number) + value * side;
    }
  }
}

/** One loop as interleaved 32-bit float stereo at 48 kHz; quiet, about -30 dBFS RMS. */
export function renderSoundscape(): Float32Array {
  const loop: Loop = { left: new Float32Array(LOOP_SAMPLES), right: new Float32Array(LOOP_SAMPLES) };
  for (const [chordIndex, chord] of CHORDS.entries()) {
    for (const [voice, midi] of chord.entries()) {
      const pan = 0.3 + (0.4 * voice) / (chord.length - 1);
      addPad(loop, chordIndex * 6, midi, -4, pan);
      addPad(loop, chordIndex * 6 + 0.4, midi, 5, 1 - pan);
    }
  }
  const random = seededRandom(11);
  for (let beat = 0; beat < 24; beat += 1) {
    if (random() < 0.38) continue;
    const note = BELL_NOTES[Math.floor(random() * BELL_NOTES.length)] ?? 74;
    addBell(loop, beat + (random() < 0.3 ? 0.5 : 0), note, 0.02 + 0.02 * random(), 0.25 + 0.5 * random());
  }
  const interleaved = new Float32Array(LOOP_SAMPLES * 2);
  for (let i = 0; i < LOOP_SAMPLES; i += 1) {
    interleaved[2 * i] = loop.left[i] as number;
    interleaved[2 * i + 1] = loop.right[i] as number;
  }
  return interleaved;
}
