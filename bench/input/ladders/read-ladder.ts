import type { Content } from 'evenkeel/simulator';
import { ContentError } from 'evenkeel/simulator';
import { readDashLadder } from './dash-ladder.ts';
import { readHlsLadder } from './hls-ladder.ts';
import { readJsonLadder } from './json-ladder.ts';
import type { LadderSource } from './ladder-source.ts';

/**
 * Reads a ladder, by what the text looks like: a size table or Sabre movie, a list of rates (both JSON), an HLS
 * multivariant playlist or a DASH manifest. Throws `ContentError`: file, place, rule, what was received.
 *
 * `fileName` may end in `#name` (a JSON file with several ladders) or `#seconds` (segment length of a playlist
 * or manifest that does not tell it; default 6).
 */
export function readLadder(text: string, fileName: string): Content {
  const hash = fileName.lastIndexOf('#');
  const source: LadderSource = hash < 0 ? { fileName, part: '' } : { fileName: fileName.slice(0, hash), part: fileName.slice(hash + 1) };
  // Windows editors put a byte order mark before everything else.
  const clean = text.replace(/^\uFEFF/, '').trimStart();
  try {
    if (clean === '') throw new ContentError('the file', 'must not be empty', text);
    if (clean.startsWith('#EXTM3U')) return readHlsLadder(clean, source);
    if (clean.startsWith('<')) return readDashLadder(clean, source);
    return readJsonLadder(clean, source);
  } catch (error) {
    // The readers name places; the file is the same for all of them.
    if (error instanceof ContentError) error.message = `${source.fileName}: ${error.message}`;
    throw error;
  }
}
