/**
 * Requests on their way. Shaka reports a download in packets (about every 100 ms and 16 kB) and its ends as player
 * events; this collects them per request.
 */
import { secondsFromMilliseconds } from '../../engine/index.ts';
import type { ShakaRequest, ShakaRequestContext, ShakaSegment, ShakaStream } from './contract.ts';

/** Transfers remembered, running and over: far more than are ever on the way at once. */
const MAX_TRANSFERS = 64;

/** One request. Times are on the page's monotonic clock. */
export interface Transfer {
  readonly request: ShakaRequest;
  readonly stream: ShakaStream | null | undefined;
  /** Present for media segments; absent for init segments and indexes. */
  readonly segment: ShakaSegment | null | undefined;
  startedAtSeconds: number;
  /** From request to first byte; undefined while no byte has come. */
  ttfbSeconds?: number;
  loadedBytes: number;
  totalBytes?: number;
  lastPacketAtSeconds: number;
  /** Known by its packets only: Shaka replays what a preload fetched, and its end may be past. */
  readonly replayed: boolean;
  /** Complete, failed or aborted. */
  over?: boolean;
  /** One rescue per request, applied or only observed. */
  rescueAnswered?: boolean;
  /** Rung that it was given up for. */
  rescueTo?: number;
}

export interface Transfers {
  /** A request is about to be sent. */
  open(request: ShakaRequest, context: ShakaRequestContext | undefined): Transfer;
  headers(request: ShakaRequest, headers: Readonly<Record<string, string>>): void;
  /** Returns the transfer when its packets are the first that is heard of it. */
  packet(deltaMilliseconds: number, bytes: number, request: ShakaRequest, context: ShakaRequestContext | undefined): Transfer | undefined;
  /** The request is complete, failed or aborted; undefined when it was unknown or over before. */
  close(request: ShakaRequest | undefined): Transfer | undefined;
  /** The latest ones, running and over, newest first. */
  readonly all: readonly Transfer[];
}

/** @param nowSeconds the page's monotonic clock. */
export function createTransfers(nowSeconds: () => number): Transfers {
  let all: readonly Transfer[] = [];
  const find = (request: ShakaRequest | undefined): Transfer | undefined => all.find((transfer) => transfer.request === request);

  const open = (request: ShakaRequest, { stream, segment }: ShakaRequestContext = {}, replayed = false): Transfer => {
    // Unset before the request is sent. A request first seen later tells when it was.
    const ageSeconds = secondsFromMilliseconds(Date.now() - (request.requestStartTime ?? Date.now()));
    const startedAtSeconds = nowSeconds() - Math.max(0, ageSeconds);
    const transfer: Transfer = {
      request,
      stream,
      segment,
      startedAtSeconds,
      loadedBytes: 0,
      lastPacketAtSeconds: startedAtSeconds,
      replayed,
    };
    all = [transfer, ...all].slice(0, MAX_TRANSFERS);
    return transfer;
  };
  /** Shaka's own figure is finer, but it is taken from `Date.now()`, which may jump: it is never more than what passed on our clock. */
  const measureFirstByte = (transfer: Transfer): void => {
    const shakaSeconds = secondsFromMilliseconds(transfer.request.timeToFirstByte ?? Number.POSITIVE_INFINITY);
    transfer.ttfbSeconds = Math.min(nowSeconds() - transfer.startedAtSeconds, Math.max(0, shakaSeconds));
  };

  return {
    open,
    headers(request, headers) {
      let transfer = find(request);
      if (!transfer) return;
      // A retry of the same request is announced by its headers only.
      if (transfer.over) transfer = open(request, transfer);
      measureFirstByte(transfer);
      transfer.startedAtSeconds = nowSeconds() - (transfer.ttfbSeconds ?? 0);
      const length = Number(headers['content-length']);
      if (length > 0 && !headers['content-encoding']) transfer.totalBytes = length;
    },
    packet(deltaMilliseconds, bytes, request, context) {
      const known = find(request);
      // A last packet may come after the end was reported: `arrayBuffer()` resolves before the cloned body's reader.
      if (known?.over) return undefined;
      const transfer = known ?? open(request, context, true);
      if (transfer.ttfbSeconds === undefined) measureFirstByte(transfer);
      transfer.loadedBytes += bytes;
      // Replayed packets come in a burst, with their own times.
      transfer.lastPacketAtSeconds = Math.min(nowSeconds(), transfer.lastPacketAtSeconds + secondsFromMilliseconds(deltaMilliseconds));
      return known ? undefined : transfer;
    },
    close(request) {
      const transfer = find(request);
      if (!transfer || transfer.over) return undefined;
      transfer.over = true;
      return transfer;
    },
    get all() {
      return all;
    },
  };
}
