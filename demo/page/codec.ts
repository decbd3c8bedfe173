/** Picks the codec that this browser plays through Media Source Extensions. */
import type { Codec } from '../content/ladder.ts';
import type { Film } from './film.ts';
import { mediaTypesOf } from './own-film.ts';
import { PageError } from './page-error.ts';
import type { CodecChoice } from './run-options.ts';

const TYPES: Readonly<Record<Codec, readonly string[]>> = {
  vp9: ['video/mp4; codecs="vp09.00.31.08"', 'audio/mp4; codecs="opus"'],
  avc: ['video/mp4; codecs="avc1.4d401f"', 'audio/mp4; codecs="mp4a.40.2"'],
};

function plays(codec: Codec): boolean {
  return TYPES[codec].every((type) => MediaSource.isTypeSupported(type));
}

function requireMediaSource(): void {
  if (typeof MediaSource === 'undefined') {
    throw new PageError(
      'This browser cannot play here',
      'It has no Media Source Extensions, which both players need. Try a current Chrome, Edge, Firefox, or Safari on a computer or iPad.',
    );
  }
}

/** A title of one's own has the codec it was packaged with. @throws PageError when the browser does not play it. */
export function requirePlayable(film: Film, name: string): void {
  requireMediaSource();
  const missing = mediaTypesOf(film).filter((type) => !MediaSource.isTypeSupported(type));
  if (missing.length === 0) return;
  throw new PageError(
    'Codec not supported',
    `This browser does not play ${missing.join(' and ')}. Package the title in the other codec (npm run content -- FILE --name ${name} --codec vp9, or avc), or use another browser.`,
  );
}

/** @throws PageError that says what to do when nothing plays. */
export function chooseCodec(choice: CodecChoice): Codec {
  requireMediaSource();
  if (choice !== 'auto') {
    if (plays(choice)) return choice;
    throw new PageError(
      'Codec not supported',
      `This browser does not play ${choice === 'vp9' ? 'VP9 with Opus' : 'H.264 with AAC'}. Set the codec to automatic and start again.`,
    );
  }
  if (plays('vp9')) return 'vp9';
  if (plays('avc')) return 'avc';
  throw new PageError(
    'No codec to play',
    'This browser plays neither VP9 with Opus nor H.264 with AAC through Media Source Extensions. Try a current Chrome, Edge, Firefox or Safari.',
  );
}
