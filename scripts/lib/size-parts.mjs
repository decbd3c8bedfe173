/** What each source file adds to a minified bundle of dist/: the gzipped bytes that go when its text is cut out. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { gzipBytes } from './gzip-bytes.mjs';

/** Per line of a file of dist/ the source file that it comes from, by the marks that the build leaves. */
function originsOf(file) {
  let origin = 'seams between files';
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      const mark = /^\/\/#region (\S+)/.exec(line);
      if (mark) origin = mark[1];
      return origin;
    });
}

/**
 * @param bundle minified text on as many lines as it likes, and its source map.
 * @param fileOf the file behind a source's name in the map.
 * @returns bytes by source file. Their sum is less than the bundle: what two files have in common is packed once.
 */
export function partBytes({ code, map }, fileOf) {
  const sourceMap = new SourceMap(map);
  const origins = new Map();
  const originAt = (line, column) => {
    const { originalSource, originalLine } = sourceMap.findEntry(line, column);
    if (originalSource === undefined) return 'seams between files';
    if (!origins.has(originalSource)) origins.set(originalSource, originsOf(fileOf(originalSource)));
    return origins.get(originalSource)[originalLine];
  };
  const owners = code.split('\n').flatMap((text, line) => [...`${text}\n`].map((character, column) => [character, originAt(line, column)]));
  const whole = gzipBytes(code);
  const without = (part) => gzipBytes(owners.map(([character, owner]) => (owner === part ? '' : character)).join(''));
  return new Map([...new Set(owners.map(([, owner]) => owner))].map((part) => [part, whole - without(part)]));
}
