/** Shaka's fetch plugin (http_fetch_plugin.js) between the bytes that arrive and `segmentDownloaded`. */

/** A packet is reported once this long has passed since the last; the plugin asks for more than 100 ms at each chunk that arrives. */
const PACKET_MS = 100;

/** Instants of the simulator may be off by a rounding error, ms. */
const ROUNDING_MS = 1e-3;

export type ReportPacket = (deltaMs: number, bytes: number) => void;

/** One request. Times in ms of `Date.now()`: whole ones. */
export class ProgressPackets {
  private lastMs: number;
  private lastBytes = 0;
  private readonly minBytes: number;
  private readonly report: ReportPacket;

  /** `minBytes`: `networking.minBytesForProgressEvents`, 16 kB by default. */
  constructor(startMs: number, minBytes: number, report: ReportPacket) {
    this.lastMs = startMs;
    this.minBytes = minBytes;
    this.report = report;
  }

  /** Bytes have arrived. */
  loaded(atMs: number, bytes: number): void {
    if (atMs - this.lastMs >= PACKET_MS - ROUNDING_MS && bytes - this.lastBytes >= this.minBytes) this.send(atMs, bytes);
  }

  /** The response is complete: reported however small. */
  done(atMs: number, bytes: number): void {
    this.send(atMs, bytes);
  }

  private send(atMs: number, bytes: number): void {
    this.report(atMs - this.lastMs, bytes - this.lastBytes);
    this.lastMs = atMs;
    this.lastBytes = bytes;
  }
}
