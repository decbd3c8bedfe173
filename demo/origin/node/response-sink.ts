import type { ServerResponse } from 'node:http';
import type { AnswerHead, ResponseSink } from '../core/index.ts';

/** A sink on a Node response that knows what really left for the client. */
export interface NodeResponseSink extends ResponseSink {
  /** Bytes written but never taken by the socket. */
  undeliveredBytes(): number;
}

/** Wraps a response; `headers` are added to the answer's own. */
export function createResponseSink(response: ServerResponse, head: AnswerHead, headers: Record<string, string>): NodeResponseSink {
  let writtenBytes = 0;
  let takenBytes = 0;
  return {
    begin: () => {
      response.writeHead(head.status, { ...head.headers, ...headers });
      response.flushHeaders();
    },
    write: (bytes) => {
      writtenBytes += bytes.length;
      response.write(bytes, (error) => {
        if (error === null || error === undefined) takenBytes += bytes.length;
      });
    },
    end: () => response.end(),
    // What was granted still goes out; the missing rest is the fault.
    drop: () => response.socket?.destroySoon(),
    undeliveredBytes: () => writtenBytes - takenBytes,
  };
}
