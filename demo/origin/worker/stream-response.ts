import type { AnswerHead, ResponseSink } from '../core/index.ts';

/** A response whose body is fed by the core, and what the service worker needs to know about it. */
export interface StreamResponse {
  readonly sink: ResponseSink;
  /** Resolves at the first bit; a connection broken before that is a network error. */
  readonly response: Promise<Response>;
  /** Resolves when the body is complete, broken or given up: the worker must live until then. */
  readonly finished: Promise<void>;
  /** Bytes written that the page has not taken from the stream. */
  undeliveredBytes(): number;
}

/** Makes the response for an answer; `onCancel` is called when the page gives the body up. */
export function createStreamResponse(head: AnswerHead, hasBody: boolean, onCancel: () => void): StreamResponse {
  const sizeBytes = Number(head.headers['Content-Length'] ?? 0);
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  let respond: (response: Response) => void = () => {};
  let finish: () => void = () => {};
  let queuedBytes = 0;
  let isOpen = true;
  const response = new Promise<Response>((resolve) => (respond = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const close = (how: (c: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => void): void => {
    if (isOpen && controller !== undefined) how(controller);
    isOpen = false;
    finish();
  };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (c) => {
        controller = c;
      },
      cancel: () => {
        isOpen = false;
        onCancel();
        finish();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: sizeBytes }),
  );
  return {
    response,
    finished,
    undeliveredBytes: () => queuedBytes,
    sink: {
      begin: () => respond(new Response(hasBody ? stream : null, { status: head.status, headers: head.headers })),
      write: (bytes) => {
        if (!isOpen || controller === undefined) return;
        // A copy: the stream hands the memory on, and the core reads bodies from shared blocks.
        controller.enqueue(bytes.slice());
        queuedBytes = sizeBytes - (controller.desiredSize ?? sizeBytes);
      },
      end: () => close((c) => c.close()),
      drop: () => {
        // Before the first bit this is the answer; after it, the promise is settled already and only the stream breaks.
        respond(Response.error());
        close((c) => c.error(new TypeError('the connection was broken, as this session asked')));
      },
    },
  };
}
