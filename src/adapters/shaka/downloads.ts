/** From the player's signals to samples, segments and switches; wakes the director at the right moments. */
import { bitsFromBytes, secondsFromMilliseconds } from '../../engine/index.ts';
import { nowSeconds } from '../../playback/index.ts';
import type { RequestFilter, ShakaAbrManager, ShakaRequest } from './contract.ts';
import type { Director } from './director.ts';
import { indexOfStream } from './ladder.ts';
import { activeTrack, isMain, type LoadState, report } from './load-state.ts';
import { createTransfers, type Transfer } from './transfers.ts';
import { hostOf, toSample } from './translate.ts';

/** `RequestType.SEGMENT`. */
const SEGMENT = 1;
/** Time between looks at a segment on its way, milliseconds. */
const LOOK_MILLISECONDS = 100;
/** After a longer gap between looks the tab slept or was throttled: nothing seen now says anything, seconds. */
const BLIND_GAP_SECONDS = 1;

/** Fields of the player's events; each event has some of them. */
interface PlayerEvent extends Event {
  readonly request?: ShakaRequest;
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: { readonly data?: { readonly byteLength: number } | null; readonly fromCache?: boolean } | null;
  readonly start?: number;
  readonly end?: number;
  readonly contentType?: string;
  readonly isDependency?: boolean;
}

export interface Downloads {
  packet: ShakaAbrManager['segmentDownloaded'];
  /** Starts listening to the player. */
  start(): void;
  stop(): void;
}

/** @param onUnload the content goes away. Shaka does not stop its manager when it keeps the content as a preload. */
export function createDownloads(state: LoadState, director: Director, onUnload: () => void): Downloads {
  const { player, settings, session } = state;
  const transfers = createTransfers(nowSeconds);
  let switchAllowed = true;
  let looking: ReturnType<typeof setInterval> | undefined;
  let lookedAtSeconds = 0;

  /** Rung of a main segment; -1 for anything else. */
  const rungOf = ({ stream, segment }: Transfer): number => (segment ? indexOfStream(state.ladder, stream) : -1);
  const stopLooking = (): void => {
    clearInterval(looking);
    looking = undefined;
  };
  const look = (): void => {
    const gapSeconds = nowSeconds() - lookedAtSeconds;
    lookedAtSeconds = nowSeconds();
    const transfer = transfers.all.filter((one) => !one.over && !one.replayed && rungOf(one) >= 0).at(-1);
    if (!transfer) {
      stopLooking();
      return;
    }
    if (gapSeconds > BLIND_GAP_SECONDS) return;
    const startSeconds = transfer.segment?.getStartTime();
    const rescues = transfers.all.filter(({ rescueTo, segment }) => rescueTo !== undefined && segment?.getStartTime() === startSeconds);
    director.considerRescue(transfer, rescues.length);
  };
  /** A request for a main segment: the truth about what is loaded now. */
  const follow = (transfer: Transfer): void => {
    const toIndex = rungOf(transfer);
    if (toIndex < 0) return;
    const fromIndex = state.currentIndex;
    state.host = hostOf(transfer.request);
    state.currentIndex = toIndex;
    if (fromIndex >= 0 && fromIndex !== toIndex) report(state, { type: 'switch', fromIndex, toIndex });
    if (looking !== undefined) return;
    lookedAtSeconds = nowSeconds();
    looking = setInterval(() => session().guard('rescue', look), LOOK_MILLISECONDS);
  };
  const learn = (transfer: Transfer, atSeconds: number, partial = false, servedFromCache = false): void => {
    if (session().mode === 'off' || session().hasFailed || !transfer.loadedBytes) return;
    const cacheSeconds = secondsFromMilliseconds(settings.abr.cacheLoadThreshold ?? 0);
    const fromCache = servedFromCache || hostOf(transfer.request) === '' || atSeconds - transfer.startedAtSeconds < cacheSeconds;
    const sample = toSample(transfer, state.ladder, { atSeconds, partial, fromCache, live: player.isLive() });
    const { engine } = session();
    report(state, { type: 'sample', sample, verdict: engine.addSample(sample), forecast: engine.forecast(nowSeconds(), sample.host) });
  };

  const listeners: Record<string, (event: PlayerEvent) => void> = {
    downloadheadersreceived({ request, headers = {} }) {
      if (request) transfers.headers(request, headers);
    },
    /** Missing before 4.11; there the append of its segment ends a transfer. */
    downloadcompleted({ request, response }) {
      const transfer = transfers.close(request);
      if (!transfer) return;
      transfer.loadedBytes = response?.data?.byteLength || transfer.loadedBytes;
      learn(transfer, nowSeconds(), false, response?.fromCache);
    },
    /** Failed, timed out or aborted. */
    downloadfailed({ request }) {
      const transfer = transfers.close(request);
      if (!transfer) return;
      learn(transfer, nowSeconds(), true);
      const { rescueTo, loadedBytes } = transfer;
      if (rescueTo !== undefined)
        report(state, { type: 'rescue', fromIndex: rungOf(transfer), toIndex: rescueTo, wastedBits: bitsFromBytes(loadedBytes) });
    },
    segmentappended({ start: startSeconds = 0, end: endSeconds = 0, contentType, isDependency }) {
      if (isDependency) return;
      const loaded = transfers.all.find(({ stream, segment }) => stream?.type === contentType && segment?.getStartTime() === startSeconds);
      // Replayed by a preload, or of a player without `downloadcompleted`: what led to this append is over.
      if (loaded && transfers.close(loaded.request)) learn(loaded, loaded.lastPacketAtSeconds);
      if (!isMain(state, contentType)) return;
      const active = activeTrack(state).index;
      // Of a trick-play stream: what it needs at its speed is no measure for normal play, which goes on where it was.
      if (loaded && active >= 0 && rungOf(loaded) < 0) return;
      const durationSeconds = endSeconds - startSeconds;
      const renditionIndex = loaded ? rungOf(loaded) : active;
      if (state.currentIndex < 0) state.currentIndex = renditionIndex;
      state.nextStartSeconds = endSeconds;
      state.segmentSeconds = durationSeconds || state.segmentSeconds;
      // HLS: the parser fetches the first segment itself and keeps its bytes; nobody reports their number.
      const sizeBits = bitsFromBytes(loaded?.loadedBytes ?? 0);
      report(state, { type: 'segment', renditionIndex, startSeconds, durationSeconds, sizeBits });
      if (switchAllowed) director.decideNext();
    },
    unloading: onUnload,
  };
  const filter: RequestFilter = (type, request, context) =>
    session().guard('request', () => {
      if (type === SEGMENT) follow(transfers.open(request, context));
    });
  const guarded = Object.entries(listeners).map(
    ([type, listener]) => [type, (event: Event): void => session().guard(type, () => listener(event))] as const,
  );
  const listen = (
    what: 'addEventListener' | 'removeEventListener',
    toRequests: 'registerRequestFilter' | 'unregisterRequestFilter',
  ): void => {
    player.getNetworkingEngine()?.[toRequests](filter);
    for (const [type, listener] of guarded) player[what](type, listener);
  };

  return {
    packet(deltaMilliseconds, bytes, allowSwitch, request, context) {
      // Without a request nothing tells whose bytes these are.
      if (!request) return;
      const unknown = transfers.packet(deltaMilliseconds, bytes, request, context);
      if (unknown) follow(unknown);
      if (isMain(state, context?.stream?.type)) switchAllowed = allowSwitch;
    },
    start: () => listen('addEventListener', 'registerRequestFilter'),
    stop() {
      stopLooking();
      listen('removeEventListener', 'unregisterRequestFilter');
    },
  };
}
