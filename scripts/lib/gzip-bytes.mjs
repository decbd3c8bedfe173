import { gzipSync } from 'node:zlib';

/** What a text weighs on its way to a browser, bytes. */
export const gzipBytes = (text) => gzipSync(text, { level: 9 }).length;
