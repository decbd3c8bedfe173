/** Builds the strict page and serves it under a policy. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import demo from '../../vite.config.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface StrictServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param policy value of the Content-Security-Policy header. */
export async function serveStrictPage(policy: string): Promise<StrictServer> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-strict-'));
  const { resolve } = await demo({ command: 'build', mode: 'production' });
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    resolve: resolve ?? {},
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false, chunkSizeWarningLimit: 2000 },
  });
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const type = TYPES[extname(path)];
    if (!type || !/^\/[\w./-]+$/.test(path) || path.includes('..')) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(folder, path)).then(
      (bytes) => response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}
