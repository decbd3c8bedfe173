/** In the static site a service worker is the network; nothing can start before it controls the page. */
import { PageError } from './page-error.ts';

const PATIENCE_MILLISECONDS = 6_000;
const RELOADED_MARK = 'evenkeel-reloaded-for-worker';

/** A forced reload (Shift) bypasses the active worker for the life of the page: one normal reload brings it back. */
function reloadOnce(): boolean {
  if (sessionStorage.getItem(RELOADED_MARK)) return false;
  sessionStorage.setItem(RELOADED_MARK, 'yes');
  location.reload();
  return true;
}

async function controlled(container: ServiceWorkerContainer): Promise<void> {
  if (container.controller) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      if (!reloadOnce()) reject(new PageError('The service worker is slow', 'It has not taken over this page yet. Reload the page.'));
    }, PATIENCE_MILLISECONDS);
    container.addEventListener(
      'controllerchange',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    // It may have taken over between the check and the listener.
    if (container.controller) container.dispatchEvent(new Event('controllerchange'));
  });
}

/** Registers `sw.js` and waits until it answers this page's requests. @throws PageError */
export async function requireServiceWorker(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) {
    throw new PageError(
      'This browser has no service worker here',
      'The static demo plays the network inside a service worker, which needs https (or localhost) and is missing in some private windows. Open the page in a normal window, or clone the repository and run "npm start".',
    );
  }
  try {
    await container.register(new URL('sw.js', document.baseURI), { scope: './' });
    await container.ready;
  } catch (error) {
    throw new PageError(
      'The service worker could not be installed',
      `${error instanceof Error ? error.message : String(error)}. Allow this site to store data, then reload.`,
    );
  }
  await controlled(container);
}
