/**
 * Run by smoke.mjs in a process of its own: imports one entry point with a trap on every browser global, and
 * prints what it exports. Fails when importing touches the page, adds a global, or leaves a timer or socket behind.
 */
import { createRequire } from 'node:module';

const [kind, entry] = process.argv.slice(2);
const touched = [];
for (const name of ['window', 'document', 'navigator', 'location', 'localStorage', 'HTMLMediaElement', 'MediaSource', 'Hls', 'shaka']) {
  Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
}
const globalsBefore = new Set(Reflect.ownKeys(globalThis));
const require = createRequire(new URL('../../package.json', import.meta.url));
const loaded = kind === 'cjs' ? require(entry) : await import(entry);
const problems = [
  ...touched.map((name) => `touches ${name}`),
  ...Reflect.ownKeys(globalThis)
    .filter((name) => !globalsBefore.has(name))
    .map((name) => `adds the global ${String(name)}`),
  ...process
    .getActiveResourcesInfo()
    .filter((resource) => !/^(?:TTYWrap|PipeWrap|CloseReq)$/.test(resource))
    .map((resource) => `leaves ${resource} running`),
];
const exported = Object.keys(loaded).filter((name) => name !== 'default' && name !== 'module.exports');
console.log(JSON.stringify({ exported: exported.sort(), problems }));
