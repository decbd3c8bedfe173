/** From the player's signals to samples, segments and switches; wakes the director at the right moments. */
import { bitsFromBytes, secondsFromMilliseconds } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { AbrSession } from '../shared/index.ts';
import type { ShakaAbrManager } from './contract.ts';
import type { Director } from './director.ts';
import { indexOfStream } from './ladder.ts';
import type { LoadState } from './load-state.ts';
import type { SignalHandlers } from './signals.ts';
import { createTransfers, type Transfer } from './transfers.ts';
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
  let lateTimer: ReturnType<typeof setTimeout> | undefined;

  const rungOf = (transfer: Transfer): number => (state.ladder && transfer.segment ? indexOfStream(state.ladder, transfer.stream) : -1);
  const mainTransfers = (): readonly Transfer[] => transfers.active.filter((transfer) => rungOf(transfer) >= 0);
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
  const remember = (transfer: Transfer): void => {
    if (rungOf(transfer) >= 0) finished = [transfer, ...finished].slice(0, MAX_FINISHED);
  };
  const closeLate = (): void => {
    lateTimer = undefined;
    for (const transfer of transfers.closeLate()) {
      learn(transfer, transfer.startedAtSeconds + transfer.reportedSeconds, false, false);
      remember(transfer);
    }
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
        learn(transfer, nowSeconds(), false, fromCache);
        remember(transfer);
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
        if (contentType !== state.ladder?.mainType) return;
        const isAppended = (transfer: Transfer): boolean => rungOf(transfer) >= 0 && transfer.segment?.getStartTime() === startSeconds;
        // Players without `downloadcompleted`.
        for (const { request } of transfers.active.filter((transfer) => isAppended(transfer) && transfer.loadedBytes > 0))
          handlers.completed(request, undefined, false);
        const transfer = finished.find(isAppended);
        if (transfer && listening()) {
          session().emit({
            type: 'segment',
            renditionIndex: rungOf(transfer),
            startSeconds,
            durationSeconds: endSeconds - startSeconds,
            sizeBits: bitsFromBytes(transfer.loadedBytes),
          });
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
      if (context?.stream === undefined || context.stream.type === state.ladder?.mainType) switchAllowed = allowSwitch;
      if (transfers.active.some((transfer) => transfer.late)) lateTimer ??= setTimeout(() => guard('late', closeLate), 0);
    },
    get mainInFlight() {
      return mainTransfers().length > 0;
    },
    clear() {
      watchdog.stop();
      clearTimeout(lateTimer);
      lateTimer = undefined;
      transfers.clear();
      finished = [];
      switchAllowed = true;
    },
  };
}
