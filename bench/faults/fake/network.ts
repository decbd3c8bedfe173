/** The demo's origin in this process, on the virtual clock, under `XMLHttpRequest` and `fetch`. */

import { readFileSync } from 'node:fs';
import { type ContentResolver, Origin, type OriginAnswer } from '../../../demo/origin/core/index.ts';

/** Steps of the link while bits flow, seconds: coarser than in real time, or most of the work would be in them. */
const STEP_SECONDS = 0.02;

const FIXTURE_FOLDER = new URL('../../../demo/public/fixture/', import.meta.url);
const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
/** Read at once: virtual time would not wait for a disk. */
function loadFixture(path: string): Promise<Uint8Array<ArrayBuffer>> {
  let file = files.get(path);
  if (!file) {
    file = Promise.resolve(new Uint8Array(readFileSync(new URL(path, FIXTURE_FOLDER))));
    files.set(path, file);
  }
  return file;
}
const encoder = new TextEncoder();

/** What becomes of a request, told as tasks of the virtual clock. */
export interface Listener {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  data(bytes: Uint8Array<ArrayBuffer>): void;
  end(): void;
  /** No answer, or the connection broke. */
  failed(): void;
}

export interface FakeNetwork {
  /** Sends a GET; returns what gives it up. */
  request(url: string, rangeHeader: string | undefined, listener: Listener): () => void;
  /** Makes or replaces a link session. */
  openSession(name: string, plan: object): Promise<void>;
  close(): void;
}

/** Nothing answers here: what a page sees when a name cannot be resolved. */
const UNKNOWN_HOST = /^https?:\/\/[^/]*\.invalid\//;

export function createNetwork(resolve: ContentResolver): FakeNetwork {
  const nowSeconds = (): number => performance.now() / 1000;
  const origin = new Origin(
    {
      name: 'virtual',
      monotonicSeconds: nowSeconds,
      epochMs: () => Date.now(),
      encodeText: (text) => encoder.encode(text),
      loadFixture,
      wakeAt(atSeconds, exactly, callback) {
        const delaySeconds = Math.max(exactly ? 0 : STEP_SECONDS, atSeconds - nowSeconds());
        const timer = setTimeout(callback, delaySeconds * 1000);
        return () => clearTimeout(timer);
      },
    },
    resolve,
  );

  return {
    request(url, rangeHeader, listener) {
      let isOver = false;
      let leave: (() => void) | undefined;
      const tell = (work: () => void): void => {
        if (!isOver) work();
      };
      const fail = (): void =>
        tell(() => {
          isOver = true;
          listener.failed();
        });
      const answerWith = (answer: OriginAnswer): void => {
        if (isOver) return;
        if (answer.kind === 'plain') {
          listener.head(answer.head.status, answer.head.headers);
          listener.data(answer.bytes);
          isOver = true;
          listener.end();
          return;
        }
        const clientGone = answer.send({
          begin: () => tell(() => listener.head(answer.head.status, answer.head.headers)),
          write: (bytes) => tell(() => listener.data(bytes)),
          end: () =>
            tell(() => {
              isOver = true;
              listener.end();
            }),
          drop: fail,
        });
        leave = () => clientGone(0);
      };
      if (UNKNOWN_HOST.test(url)) setTimeout(fail, 20);
      else {
        const { pathname, search } = new URL(url);
        const asked = { method: 'GET', target: pathname + search, arrivedSeconds: nowSeconds() };
        void origin.handle(rangeHeader === undefined ? asked : { ...asked, rangeHeader }).then(answerWith);
      }
      return () => {
        if (isOver) return;
        isOver = true;
        leave?.();
      };
    },
    async openSession(name, plan) {
      const answer = await origin.handle({
        method: 'POST',
        target: `/link/${name}`,
        bodyText: JSON.stringify(plan),
        arrivedSeconds: nowSeconds(),
      });
      if (answer.head.status !== 201) throw new Error(answer.kind === 'plain' ? new TextDecoder().decode(answer.bytes) : 'no session');
    },
    close: () => origin.close(),
  };
}
