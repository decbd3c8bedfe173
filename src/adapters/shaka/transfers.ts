/**
 * Requests on their way. Shaka reports a download in packets (about every 100 ms and 16 kB) and its ends as player
 * events; this collects them per request.
 */
import { secondsFromMilliseconds } from '../../engine/index.ts';
import type { ShakaRequest, ShakaRequestContext, ShakaSegment, ShakaStream } from './contract.ts';

/** `AdvancedRequestType.MEDIA_SEGMENT`. */
const MEDIA_SEGMENT = 1;

/** One request. Times are on the page's monotonic clock. */
export interface Transfer {
  readonly request: ShakaRequest;
  readonly stream: ShakaStream | undefined;
  /** Present for media segments; absent for init segments and indexes. */
  readonly segment: ShakaSegment | undefined;
  startedAtSeconds: number;
  firstByteAtSeconds: number | undefined;
  ttfbSeconds: number | undefined;
  loadedBytes: number;
  totalBytes: number | undefined;
  lastPacketAtSeconds: number;
  /** Known by its packets only: Shaka replays what a preload fetched, and its end may be past. */
  readonly replayed: boolean;
  /** Fetched by Shaka's prefetcher, which drops it at a switch of its own accord. */
  prefetched: boolean;
}

export interface Transfers {
  /** A request is about to be sent. */
  open(request: ShakaRequest, context: ShakaRequestContext | undefined): Transfer;
  headers(request: ShakaRequest, headers: Readonly<Record<string, string>>): void;
  /** @param onUnknown receives the transfer when its packets are the first that is heard of it. */
  packet(
    deltaMilliseconds: number,
    bytes: number,
    request: ShakaRequest,
    context: ShakaRequestContext | undefined,
    onUnknown: (transfer: Transfer) => void,
  ): void;
  /** The request is over; undefined when it was unknown or over before. */
  close(request: ShakaRequest): Transfer | undefined;
  /** The attempt failed; Shaka may send the same request again. */
  fail(request: ShakaRequest): Transfer | undefined;
  /** Takes out replayed transfers that were silent for a while: nothing else tells their end. */
  closeSilent(): readonly Transfer[];
  readonly active: readonly Transfer[];
  clear(): void;
}

/** A replayed transfer without a packet for this long is over, seconds. */
export const SILENCE_SECONDS = 1;

/** A shorter time than the one that passed on our own clock, else undefined: `Date.now()` may jump. */
function plausibleSeconds(milliseconds: number | null | undefined, passedSeconds: number): number | undefined {
  if (typeof milliseconds !== 'number' || !(milliseconds >= 0)) return undefined;
  const seconds = secondsFromMilliseconds(milliseconds);
  return seconds <= passedSeconds ? seconds : undefined;
}

/** @param nowSeconds the page's monotonic clock. */
export function createTransfers(nowSeconds: () => number): Transfers {
  const active = new Map<ShakaRequest, Transfer>();
  // A last packet may come after the end was reported: `arrayBuffer()` resolves before the cloned body's reader.
  let closed = new WeakSet<ShakaRequest>();
  // A retry is announced by its headers only.
  let failed = new WeakMap<ShakaRequest, Transfer>();

  const add = (request: ShakaRequest, context: ShakaRequestContext | undefined, replayed: boolean): Transfer => {
    const transfer: Transfer = {
      request,
      stream: context?.stream ?? undefined,
      segment: (context?.type ?? MEDIA_SEGMENT) === MEDIA_SEGMENT ? (context?.segment ?? undefined) : undefined,
      startedAtSeconds: nowSeconds(),
      firstByteAtSeconds: undefined,
      ttfbSeconds: undefined,
      loadedBytes: 0,
      totalBytes: undefined,
      lastPacketAtSeconds: nowSeconds(),
      replayed,
      prefetched: false,
    };
    closed.delete(request);
    failed.delete(request);
    active.set(request, transfer);
    return transfer;
  };
  const markFirstByte = (transfer: Transfer, request: ShakaRequest): void => {
    transfer.firstByteAtSeconds = nowSeconds();
    const passedSeconds = transfer.firstByteAtSeconds - transfer.startedAtSeconds;
    transfer.ttfbSeconds = plausibleSeconds(request.timeToFirstByte, passedSeconds) ?? passedSeconds;
  };
  /** A request first seen by its packets: its history is in Shaka's own times. */
  const recover = (transfer: Transfer, request: ShakaRequest): void => {
    const { requestStartTime, timeToFirstByte } = request;
    const ageMilliseconds = typeof requestStartTime === 'number' ? Math.max(0, Date.now() - requestStartTime) : 0;
    transfer.startedAtSeconds -= secondsFromMilliseconds(ageMilliseconds);
    transfer.ttfbSeconds = secondsFromMilliseconds(Math.max(0, timeToFirstByte ?? 0));
    transfer.firstByteAtSeconds = transfer.startedAtSeconds + transfer.ttfbSeconds;
    transfer.lastPacketAtSeconds = transfer.startedAtSeconds;
  };
  const retry = (request: ShakaRequest): Transfer | undefined => {
    const before = failed.get(request);
    if (!before) return undefined;
    const { stream, segment, prefetched } = before;
    const transfer = Object.assign(add(request, undefined, false), { stream, segment, prefetched });
    recover(transfer, request);
    return transfer;
  };

  return {
    open: (request, context) => add(request, context, false),
    headers(request, headers) {
      const transfer = active.get(request) ?? retry(request);
      if (!transfer) return;
      markFirstByte(transfer, request);
      const length = Number(headers['content-length']);
      if (length > 0 && !headers['content-encoding']) transfer.totalBytes = length;
    },
    packet(deltaMilliseconds, bytes, request, context, onUnknown) {
      if (closed.has(request) || failed.has(request)) return;
      let transfer = active.get(request);
      if (!transfer) {
        transfer = add(request, context, true);
        recover(transfer, request);
        onUnknown(transfer);
      }
      if (transfer.firstByteAtSeconds === undefined) markFirstByte(transfer, request);
      transfer.loadedBytes += Math.max(0, bytes);
      const deltaSeconds = secondsFromMilliseconds(Math.max(0, deltaMilliseconds));
      transfer.lastPacketAtSeconds = transfer.replayed ? Math.min(nowSeconds(), transfer.lastPacketAtSeconds + deltaSeconds) : nowSeconds();
    },
    close(request) {
      const transfer = active.get(request);
      active.delete(request);
      closed.add(request);
      return transfer;
    },
    fail(request) {
      const transfer = active.get(request);
      active.delete(request);
      if (transfer) failed.set(request, transfer);
      return transfer;
    },
    closeSilent() {
      const silent = [...active.values()].filter(
        (transfer) => transfer.replayed && nowSeconds() - transfer.lastPacketAtSeconds >= SILENCE_SECONDS,
      );
      for (const { request } of silent) this.close(request);
      return silent;
    },
    get active() {
      return [...active.values()];
    },
    clear() {
      active.clear();
      closed = new WeakSet();
      failed = new WeakMap();
    },
  };
}
