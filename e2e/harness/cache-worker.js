/** Keeps video segments and answers from what it keeps, whichever link session they came over. */
const STORE = 'segments';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const [, path] = /\/media\/(.*\/video\/.*\.m4s)$/.exec(event.request.url) ?? [];
  if (!path) return;
  const key = new Request(`/kept/${path}`);
  const answer = async () => {
    const store = await caches.open(STORE);
    const kept = await store.match(key);
    if (kept) return kept;
    const response = await fetch(event.request);
    if (response.ok) {
      // Kept when it is complete: the player gets the bytes as they come.
      const copy = response.clone();
      event.waitUntil(store.put(key, copy).catch(() => {}));
    }
    return response;
  };
  event.respondWith(answer());
});
