import { RequestError } from './request-error.ts';

/** A satisfiable range: first byte and length. */
export interface ByteRange {
  readonly fromByte: number;
  readonly sizeBytes: number;
}

/** Reads a `Range` header with one range; `undefined` for none or a form we may ignore (RFC 9110, 14.2). */
export function readByteRange(header: string | undefined, totalBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, firstText = '', lastText = ''] = match;
  if (firstText === '' && lastText === '') return undefined;
  const fromByte = firstText === '' ? Math.max(0, totalBytes - Number(lastText)) : Number(firstText);
  const lastByte = firstText === '' || lastText === '' ? totalBytes - 1 : Math.min(Number(lastText), totalBytes - 1);
  if (fromByte >= totalBytes || lastByte < fromByte) {
    throw new RequestError(416, 'bad-range', `the body has ${totalBytes} bytes`, { totalBytes });
  }
  return { fromByte, sizeBytes: lastByte - fromByte + 1 };
}
