import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/index.ts';

/** Reads a request's body as UTF-8 text; throws `RequestError` 413 as soon as it is too long. */
export async function readBodyText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLong = (): RequestError => new RequestError(413, 'long-body', `the body may have ${maxBytes} bytes`, { maxBytes });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLong();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) reject(tooLong());
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => reject(new RequestError(400, 'broken-body', 'the body ended early')));
  });
}
