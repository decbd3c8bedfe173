/**
 * The only unit conversions. Inside: seconds, bits, bits per second.
 * Adapters convert at the edge and nowhere else.
 */

/** Milliseconds to seconds. */
export const secondsFromMilliseconds = (milliseconds: number): number => milliseconds / 1000;

/** Bytes to bits. */
export const bitsFromBytes = (bytes: number): number => bytes * 8;
