import type { ContentResponse } from '../../content/resolve.ts';

/** Turns a media path into what to serve. Hosts pass the demo's; tests may pass a stub. */
export type ContentResolver = (path: string) => ContentResponse;
