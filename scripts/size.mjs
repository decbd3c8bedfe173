/** Size budget: what a page pays for, minified and gzipped, bundled from dist/ as a bundler would. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { ROOT } from './lib/processes.mjs';

/** 1 KB = 1000 bytes. Raise a number here in the commit that needs it, and say why. */
const BUDGETS = [
  { name: 'engine', code: "export { createAbrEngine, createNetworkMemory, resolveOptions } from './index.js'", limitBytes: 6000 },
  { name: 'evenkeel/hls', code: "export * from './hls.js'", limitBytes: 10_000 },
  { name: 'evenkeel/shaka', code: "export * from './shaka.js'", limitBytes: 10_000 },
];
const EXTERNAL = ['hls.js', 'shaka-player', 'rxjs'];
const ENTRY = join(ROOT, 'dist', 'size-entry.js');

async function bundleBytes(code) {
  const bundle = await rolldown({
    input: ENTRY,
    external: EXTERNAL,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [{ name: 'size-entry', resolveId: (id) => (id === ENTRY ? id : undefined), load: (id) => (id === ENTRY ? code : undefined) }],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const minified = output.map((chunk) => chunk.code ?? '').join('');
  return { minifiedBytes: Buffer.byteLength(minified), gzipBytes: gzipSync(minified, { level: 9 }).length };
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} KB`.padStart(10);
let over = 0;
console.log(`${'bundle'.padEnd(16)}${'minified'.padStart(10)}${'gzip -9'.padStart(10)}${'budget'.padStart(10)}`);
for (const { name, code, limitBytes } of BUDGETS) {
  const { minifiedBytes, gzipBytes } = await bundleBytes(code);
  const isOver = gzipBytes > limitBytes;
  if (isOver) over += 1;
  console.log(
    `${name.padEnd(16)}${kilobytes(minifiedBytes)}${kilobytes(gzipBytes)}${kilobytes(limitBytes)}${isOver ? '  OVER BUDGET' : ''}`,
  );
}
process.exitCode = over > 0 ? 1 : 0;
