/** What only a browser shows of hls.js's loading: its cache, and the real fetch loader. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { SessionEvent } from 'evenkeel';
import { constantLink, openLink } from './link-session.ts';
import { HARNESS_URL } from './players.ts';

type SampleEvent = Extract<SessionEvent, { type: 'sample' }>;

/** Serves the film from behind the link as a CDN does: cacheable, and with timings that pages may read if `isOpen`. */
async function startCdn(mediaBase: string, isOpen: boolean): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${mediaBase}${request.url}`);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, {
      'Content-Type': answer.headers.get('content-type') ?? 'application/octet-stream',
      'Content-Length': body.length,
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=600',
      ...(isOpen && { 'Timing-Allow-Origin': '*' }),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

for (const isOpen of [true, false]) {
  test(`hls.js: a film from the browser's cache ${isOpen ? 'is known for that and teaches nothing' : 'on a host that hides its timings is judged by its looks'}`, async ({
    page,
  }) => {
    const link = await openLink(constantLink(4000));
    const { server, url } = await startCdn(link.mediaUrl('vp9/vbr/600'), isOpen);
    try {
      const watch = async (): Promise<SampleEvent[]> => {
        await page.goto(HARNESS_URL);
        await page.waitForFunction(() => window.harness !== undefined);
        await page.evaluate(
          (from) => window.harness.start({ player: 'hls', url: `${from}/master.m3u8`, plugin: 'control', withoutNetworkInformation: true }),
          url,
        );
        await page.waitForFunction(() => window.harness.state().playedSeconds > 6, undefined, { timeout: 40_000 });
        const { events, errors } = await page.evaluate(() => window.harness.state());
        expect(errors).toEqual([]);
        return events.filter((event): event is SampleEvent => event.type === 'sample' && event.sample.kind === 'main');
      };
      const fresh = await watch();
      expect(fresh.length).toBeGreaterThan(0);
      expect(fresh.filter(({ sample }) => sample.fromCache)).toEqual([]);
      const stored = await watch();
      const fromCache = stored.filter(({ sample }) => sample.fromCache);
      expect(stored.length).toBeGreaterThan(0);
      // Both visits begin with the same choice. Without leave the browser does not say where an answer came from.
      expect(fromCache.length > 0).toBe(isOpen);
      for (const { verdict } of fromCache) expect(verdict).toEqual({ accepted: false, reason: 'from-cache' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
}
