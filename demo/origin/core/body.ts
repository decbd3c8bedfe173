/** The bytes of a response, read piece by piece as the link grants them. */
export interface Body {
  readonly sizeBytes: number;
  /** At least one and at most `to - from` bytes from position `from`. */
  read(from: number, to: number): Uint8Array<ArrayBuffer>;
}

const FILLER_BLOCK: Uint8Array<ArrayBuffer> = new Uint8Array(256 * 1024).map((_, i) => (i * 31) & 0xff);

/** From when on the first `untilBytes` of a body exist, link seconds. */
export interface Growth {
  readonly untilBytes: number;
  readonly atSeconds: number;
}

/** A body that is still being made: its pieces in order, each of which exists from an instant on. */
export interface GrowingBody extends Body {
  /** In order of both fields; the last has all bytes. */
  readonly growth: readonly Growth[];
}

/** A body held in memory. */
export function bytesBody(bytes: Uint8Array<ArrayBuffer>): Body {
  return { sizeBytes: bytes.length, read: (from, to) => bytes.subarray(from, to) };
}

/** A body of any size that needs no memory. */
export function fillerBody(sizeBytes: number): Body {
  return {
    sizeBytes,
    read: (from, to) => {
      const offset = from % FILLER_BLOCK.length;
      return FILLER_BLOCK.subarray(offset, Math.min(FILLER_BLOCK.length, offset + to - from));
    },
  };
}

/** The part of a body a range asks for. */
export function partOfBody(body: Body, fromByte: number, sizeBytes: number): Body {
  return { sizeBytes, read: (from, to) => body.read(fromByte + from, fromByte + to) };
}
