/** What Shaka tells only through the player: request starts, headers, ends, appended segments. */
import type { ShakaPlayer, ShakaRequest, ShakaRequestContext } from './contract.ts';

/** `RequestType.SEGMENT`. */
const SEGMENT = 1;
/** `Error.Code.OPERATION_ABORTED`. */
const OPERATION_ABORTED = 7001;

export interface AppendedSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly contentType: string;
}

/** What the player tells of segment requests. */
export interface SignalHandlers {
  opened(request: ShakaRequest, context: ShakaRequestContext | undefined): void;
  headers(request: ShakaRequest, headers: Readonly<Record<string, string>>): void;
  /** @param sizeBytes of the body, where known. */
  completed(request: ShakaRequest, sizeBytes: number | undefined, fromCache: boolean): void;
  /** Failed, timed out or aborted; Shaka may retry with the same request object. */
  failed(request: ShakaRequest, aborted: boolean): void;
  appended(segment: AppendedSegment): void;
  /** The content goes away. Shaka does not stop its manager when it keeps the content as a preload. */
  unloading(): void;
}

/** Fields of the player's events; each event has some of them. */
interface PlayerEvent extends Event {
  readonly requestType?: number;
  readonly request?: ShakaRequest;
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: { readonly data?: { readonly byteLength: number } | null; readonly fromCache?: boolean } | null;
  readonly error?: { readonly code?: number } | null;
  readonly start?: number;
  readonly end?: number;
  readonly contentType?: string;
  readonly isDependency?: boolean;
}

/**
 * Starts listening; returns the function that ends it. All but `downloadcompleted` exist in 4.10; without that one
 * the caller has to close transfers when their segment is appended.
 */
export function listenToPlayer(player: ShakaPlayer, handlers: SignalHandlers): () => void {
  const isSegment = ({ requestType }: PlayerEvent): boolean => requestType === undefined || requestType === SEGMENT;
  const listeners: Record<string, (event: PlayerEvent) => void> = {
    downloadheadersreceived: (event) => {
      if (event.request && isSegment(event)) handlers.headers(event.request, event.headers ?? {});
    },
    downloadcompleted: (event) => {
      if (event.request && isSegment(event))
        handlers.completed(event.request, event.response?.data?.byteLength, event.response?.fromCache === true);
    },
    downloadfailed: (event) => {
      if (event.request && isSegment(event)) handlers.failed(event.request, event.error?.code === OPERATION_ABORTED);
    },
    unloading: () => handlers.unloading(),
    segmentappended: ({ start = 0, end = 0, contentType = '', isDependency }) => {
      if (!isDependency) handlers.appended({ startSeconds: start, endSeconds: end, contentType });
    },
  };
  const filter = (type: number, request: ShakaRequest, context?: ShakaRequestContext): void => {
    if (type === SEGMENT) handlers.opened(request, context);
  };
  const network = player.getNetworkingEngine();
  network?.registerRequestFilter(filter);
  for (const [type, listener] of Object.entries(listeners)) player.addEventListener(type, listener as (event: Event) => void);
  return () => {
    network?.unregisterRequestFilter(filter);
    for (const [type, listener] of Object.entries(listeners)) player.removeEventListener(type, listener as (event: Event) => void);
  };
}
