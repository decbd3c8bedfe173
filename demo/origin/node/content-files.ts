import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { isOwnName, OWN_MANIFESTS } from '../../content/own-title.ts';
import type { OwnContent } from '../core/index.ts';

/** Largest file served from the visitor's own content, bytes. */
const MAX_OWN_FILE_BYTES = 64 * 1024 * 1024;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mpd': 'application/dash+xml',
  '.mp4': 'video/mp4',
  '.m4s': 'video/mp4',
  '.m4a': 'audio/mp4',
  '.m4v': 'video/mp4',
  '.webm': 'video/webm',
  '.ts': 'video/mp2t',
  '.vtt': 'text/vtt',
  '.json': 'application/json',
};

/** Reads fixture files once and keeps them: they are few and small. */
export function createFixtureLoader(folder: string): (path: string) => Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return (path) => {
    let file = files.get(path);
    if (file === undefined) {
      file = readBytes(join(folder, path));
      files.set(path, file);
      // A file that is not there yet may be there next time.
      file.catch(() => files.delete(path));
    }
    return file;
  };
}

/** Reads a file of the visitor's own content; `undefined` for what is missing, too large or outside the folder. */
export function createOwnContentLoader(folder: string): (path: string) => Promise<OwnContent | undefined> {
  return async (path) => {
    const contentType = CONTENT_TYPES[extname(path).toLowerCase()];
    if (contentType === undefined) return undefined;
    try {
      const root = await realpath(folder);
      const file = await realpath(join(root, path));
      // The route refused `..` already; this also stops symbolic links that lead out.
      if (!file.startsWith(root + sep)) return undefined;
      const { size, isFile } = await stat(file).then((s) => ({ size: s.size, isFile: s.isFile() }));
      if (!isFile || size > MAX_OWN_FILE_BYTES) return undefined;
      return { contentType, bytes: await readBytes(file) };
    } catch {
      return undefined;
    }
  };
}

/** Lists the visitor's own titles, by name: folders with both manifests. Looks again each time: titles come while the origin runs. */
export function createOwnContentLister(folder: string): () => Promise<readonly string[]> {
  return async () => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && isOwnName(entry.name)).map((entry) => entry.name);
    const isWhole = await Promise.all(names.map((name) => hasManifests(join(folder, name))));
    return names.filter((_, i) => isWhole[i]).sort();
  };
}

async function hasManifests(folder: string): Promise<boolean> {
  const found = await Promise.all(
    OWN_MANIFESTS.map((file) =>
      stat(join(folder, file)).then(
        (s) => s.isFile(),
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(file));
}
