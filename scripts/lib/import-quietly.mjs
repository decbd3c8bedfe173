/**
 * Run by smoke.mjs in a process of its own: imports one entry point with a trap on every browser global, and prints what
 * it exports. Fails when importing touches the page, adds a global, changes a built-in prototype, listens to anything, or
 * leaves a timer or socket behind. `worker` as third argument does the same in a worker thread.
 */
import { createRequire } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const TRAPPED = [
  ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB', 'caches'],
  ...['HTMLMediaElement', 'MediaSource', 'Hls', 'shaka', 'XMLHttpRequest', 'fetch', 'WebSocket'],
];
const PROTOTYPES = { Object, Function, Array, Promise, Map, Set, String, Number, EventTarget };

async function inspect(kind, entry) {
  const touched = [];
  for (const name of TRAPPED) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(`touches ${name}`) });
  }
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'addEventListener']) {
    const own = globalThis[name];
    globalThis[name] = (...given) => {
      // Node's own loader may use timers; ours would be called from dist/.
      if (new Error().stack.includes('/dist/')) touched.push(`calls ${name}`);
      return own?.(...given);
    };
  }
  const addListener = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (...given) {
    if (new Error().stack.includes('/dist/')) touched.push(`listens to ${given[0]}`);
    return addListener.apply(this, given);
  };
  const listenerCount = () => process.eventNames().reduce((count, name) => count + process.listenerCount(name), 0);
  const keysOf = () => Object.entries(PROTOTYPES).map(([name, { prototype }]) => [name, Reflect.ownKeys(prototype)]);
  const globalsBefore = new Set(Reflect.ownKeys(globalThis));
  const prototypesBefore = JSON.stringify(keysOf(), (_, value) => (typeof value === 'symbol' ? String(value) : value));
  const listenersBefore = listenerCount();

  const require = createRequire(new URL('../../package.json', import.meta.url));
  const loaded = kind === 'cjs' ? require(entry) : await import(entry);

  const problems = [
    ...touched,
    ...Reflect.ownKeys(globalThis)
      .filter((name) => !globalsBefore.has(name))
      .map((name) => `adds the global ${String(name)}`),
    ...process
      .getActiveResourcesInfo()
      .filter((resource) => !/^(?:TTYWrap|PipeWrap|CloseReq|MessagePort)$/.test(resource))
      .map((resource) => `leaves ${resource} running`),
  ];
  if (JSON.stringify(keysOf(), (_, value) => (typeof value === 'symbol' ? String(value) : value)) !== prototypesBefore)
    problems.push('changes a built-in prototype');
  if (listenerCount() !== listenersBefore) problems.push('listens to the process');
  const exported = Object.keys(loaded).filter((name) => name !== 'default' && name !== 'module.exports');
  return { exported: exported.sort(), problems };
}

if (isMainThread) {
  const [kind, entry, where] = process.argv.slice(2);
  if (where === 'worker') {
    const worker = new Worker(new URL(import.meta.url), { workerData: { kind, entry } });
    worker.on('message', (found) => console.log(JSON.stringify(found)));
    worker.on('error', (error) => {
      console.error(error);
      process.exitCode = 1;
    });
  } else {
    console.log(JSON.stringify(await inspect(kind, entry)));
  }
} else {
  parentPort.postMessage(await inspect(workerData.kind, workerData.entry));
}
