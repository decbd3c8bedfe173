/** From the player's signals to samples, segments and switches; wakes the director at the right moments. */
import { bitsFromBytes, secondsFromMilliseconds } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { ShakaAbrManager } from './contract.ts';
import type { Director } from './director.ts';
import { indexOfStream } from './ladder.ts';
import { activeIndex, activeTrack, type LoadState } from './load-state.ts';
import type { SignalHandlers } from './signals.ts';
import { createTransfers, SILENCE_SECONDS, type Transfer } from './transfers.ts';
import { hostOf, toSample } from './translate.ts';
import { createWatchdog } from './watchdog.ts';

export interface Downloads {
  readonly handlers: Omit<SignalHandlers, 'unloading'>;
  packet: ShakaAbrManager['segmentDownloaded'];
  /** A main segment is on its way. */
  readonly mainInFlight: boolean;
  clear(): void;
}

export interface DownloadsParts {
  readonly state: LoadState;
  session(): AbrSession;
  readonly director: Director;
}

/** Appended segments whose size is looked up afterwards: few are ever on the way at once. */
const MAX_FINISHED = 8;

export function createDownloads({ state, session, director }: DownloadsParts): Downloads {
  const transfers = createTransfers(nowSeconds);
  let finished: readonly Transfer[] = [];
  let switchAllowed = true;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  const rungOf = (transfer: Transfer): number => (state.ladder && transfer.segment ? indexOfStream(state.ladder, transfer.stream) : -1);
  const mainTransfers = (): readonly Transfer[] => transfers.active.filter((transfer) => !transfer.replayed && rungOf(transfer) >= 0);
  const listening = (): boolean => session().mode !== 'off';

  const watchdog = createWatchdog(() => {
    const [oldest] = mainTransfers();
    if (oldest) director.considerRescue(oldest, () => transfers.active.includes(oldest));
    return oldest !== undefined;
  }, nowSeconds);

  const learn = (transfer: Transfer, atSeconds: number, partial: boolean, servedFromCache: boolean): void => {
    if (!listening() || (partial && transfer.loadedBytes === 0)) return;
    const fromCache = servedFromCache || atSeconds - transfer.startedAtSeconds < secondsFromMilliseconds(state.abr.cacheLoadThreshold ?? 0);
    session().guard('sample', undefined, () => {
      const sample = toSample(transfer, state.ladder, { atSeconds, partial, fromCache });
      const { engine } = session();
      const verdict = engine.addSample(sample);
      if (state.inUse) session().emit({ type: 'sample', sample, verdict, forecast: engine.forecast(nowSeconds(), sample.host) });
    });
  };
  const complete = (transfer: Transfer, atSeconds: number, fromCache: boolean): void => {
    learn(transfer, atSeconds, false, fromCache);
    if (rungOf(transfer) >= 0) finished = [transfer, ...finished].slice(0, MAX_FINISHED);
  };
  const closeSilent = (): void => {
    silenceTimer = undefined;
    for (const transfer of transfers.closeSilent()) complete(transfer, transfer.lastPacketAtSeconds, false);
    if (transfers.active.some(({ replayed }) => replayed)) waitForSilence();
  };
  const waitForSilence = (): void => {
    silenceTimer ??= setTimeout(() => guard('replay', closeSilent), SILENCE_SECONDS * 1000);
  };
  /** A request for a main segment: the truth about what is loaded now. */
  const follow = (transfer: Transfer): void => {
    const index = rungOf(transfer);
    const { segment } = transfer;
    if (index < 0 || !segment) return;
    // From its second segment on, a stream's segments come through Shaka's prefetcher.
    transfer.prefetched =
      state.segmentPrefetchLimit > 0 && index === state.currentIndex && segment.getStartTime() === state.nextStartSeconds;
    state.segmentSeconds = segment.getEndTime() - segment.getStartTime();
    state.nextStartSeconds = segment.getEndTime();
    state.host = hostOf(transfer.request) ?? state.host;
    if (state.currentIndex >= 0 && state.currentIndex !== index && listening())
      session().emit({ type: 'switch', fromIndex: state.currentIndex, toIndex: index });
    state.currentIndex = index;
    watchdog.wake();
  };
  const guard = (where: string, work: () => void): void => session().guard(where, undefined, work);

  const handlers: Downloads['handlers'] = {
    opened: (request, context) => guard('request', () => follow(transfers.open(request, context))),
    headers: (request, headers) => guard('headers', () => transfers.headers(request, headers)),
    completed: (request, sizeBytes, fromCache) =>
      guard('completed', () => {
        const transfer = transfers.close(request);
        if (!transfer) return;
        transfer.loadedBytes = sizeBytes ?? transfer.loadedBytes;
        complete(transfer, nowSeconds(), fromCache);
      }),
    failed: (request, aborted) =>
      guard('failed', () => {
        const transfer = transfers.fail(request);
        if (!transfer) return;
        learn(transfer, nowSeconds(), true, false);
        if (aborted) director.aborted(transfer);
      }),
    appended: ({ startSeconds, endSeconds, contentType }) =>
      guard('appended', () => {
        // Replayed by a preload, or of a player without `downloadcompleted`: what led to this append is over.
        const over = transfers.active.filter(
          ({ stream, segment, loadedBytes }) =>
            stream?.type === contentType && loadedBytes > 0 && (!segment || segment.getStartTime() === startSeconds),
        );
        for (const transfer of over) {
          transfers.close(transfer.request);
          complete(transfer, transfer.lastPacketAtSeconds, false);
        }
        if (contentType !== state.ladder?.mainType) return;
        const isAppended = (transfer: Transfer): boolean => rungOf(transfer) >= 0 && transfer.segment?.getStartTime() === startSeconds;
        const transfer = finished.find(isAppended);
        if (state.currentIndex < 0) {
          if (transfer) follow(transfer);
          else state.currentIndex = activeIndex(state, activeTrack(state));
        }
        // HLS: the parser fetches the first segment itself and keeps its bytes; nobody reports their number.
        const renditionIndex = transfer ? rungOf(transfer) : state.currentIndex;
        const sizeBits = bitsFromBytes(transfer?.loadedBytes ?? 0);
        if (listening() && renditionIndex >= 0) {
          session().emit({ type: 'segment', renditionIndex, startSeconds, durationSeconds: endSeconds - startSeconds, sizeBits });
        }
        if (switchAllowed) director.decideNext();
      }),
  };

  return {
    handlers,
    packet(deltaMilliseconds, bytes, allowSwitch, request, context) {
      // Without a request nothing tells whose bytes these are.
      if (!request) return;
      transfers.packet(deltaMilliseconds, bytes, request, context, follow);
      if (!context?.stream || context.stream.type === state.ladder?.mainType) switchAllowed = allowSwitch;
      if (transfers.active.some(({ replayed }) => replayed)) waitForSilence();
    },
    get mainInFlight() {
      return mainTransfers().length > 0;
    },
    clear() {
      watchdog.stop();
      clearTimeout(silenceTimer);
      silenceTimer = undefined;
      transfers.clear();
      finished = [];
      switchAllowed = true;
    },
  };
}
