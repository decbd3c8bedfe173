import type { ContentResolver, LedgerView, OriginAnswer, OriginHost, OwnContent, ResponseSink } from '../core/index.ts';
import { Origin } from '../core/index.ts';

type Alarm = { atSeconds: number; callback: () => void };

/** A host whose time moves only when the test says so. */
export class FakeHost implements OriginHost {
  readonly name = 'fake';
  private nowSeconds = 1000;
  private alarms: Alarm[] = [];

  monotonicSeconds(): number {
    return this.nowSeconds;
  }

  epochMs(): number {
    return this.nowSeconds * 1000;
  }

  encodeText(text: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(text);
  }

  loadFixture(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return path === 'missing.mp4' ? Promise.reject(new Error('no such file')) : Promise.resolve(new Uint8Array(1000).fill(7));
  }

  loadOwnContent(path: string): Promise<OwnContent | undefined> {
    return Promise.resolve(path === 'film/seg.m4s' ? { contentType: 'video/mp4', bytes: new Uint8Array(100).fill(3) } : undefined);
  }

  listOwnContent(): Promise<readonly string[]> {
    return Promise.resolve(['clip', 'film']);
  }

  wakeAt(atSeconds: number, _exactly: boolean, callback: () => void): () => void {
    const alarm = { atSeconds, callback };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Moves time on, firing alarms in order. */
  advance(seconds: number): void {
    const until = this.nowSeconds + seconds;
    for (;;) {
      const next = this.alarms.sort((a, b) => a.atSeconds - b.atSeconds)[0];
      if (next === undefined || next.atSeconds > until) break;
      this.alarms.shift();
      this.nowSeconds = Math.max(this.nowSeconds, next.atSeconds);
      next.callback();
    }
    this.nowSeconds = until;
  }
}

/** Stands in for the demo's titles. */
export const stubContent: ContentResolver = (path) => {
  if (path === 'list.m3u8') return { status: 200, contentType: 'application/vnd.apple.mpegurl', body: '#EXTM3U' };
  if (path === 'seg.m4s') {
    return { status: 200, contentType: 'video/mp4', sizeBytes: 1000, fixturePath: 'any.mp4', build: (file) => file.slice(0, 1000) };
  }
  if (path === 'broken.m4s') {
    return { status: 200, contentType: 'video/mp4', sizeBytes: 1, fixturePath: 'missing.mp4', build: (file) => file };
  }
  return { status: 404, message: `no ${path}` };
};

/** Collects what a response received. */
export class FakeSink implements ResponseSink {
  begun = false;
  receivedBytes = 0;
  outcome: 'open' | 'ended' | 'dropped' = 'open';

  begin(): void {
    this.begun = true;
  }

  write(bytes: Uint8Array): void {
    this.receivedBytes += bytes.length;
  }

  end(): void {
    this.outcome = 'ended';
  }

  drop(): void {
    this.outcome = 'dropped';
  }
}

/** Every field some JSON answer has; a test reads those its answer should have. */
export interface AnswerJson extends LedgerView {
  readonly error: string;
  readonly message: string;
  readonly profiles: readonly unknown[];
  readonly titles: readonly string[];
}

/** An origin on a fake host with short ways to ask it. */
export class OriginUnderTest {
  readonly host: FakeHost = new FakeHost();
  readonly origin: Origin = new Origin(this.host, stubContent);

  request(method: string, target: string, body?: unknown, rangeHeader?: string): Promise<OriginAnswer> {
    return this.origin.handle({
      method,
      target,
      bodyText: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
      arrivedSeconds: this.host.monotonicSeconds(),
      ...(rangeHeader === undefined ? {} : { rangeHeader }),
    });
  }

  /** Status and JSON of an immediate answer. */
  async json(method: string, target: string, body?: unknown): Promise<{ status: number; body: AnswerJson }> {
    const answer = await this.request(method, target, body);
    if (answer.kind !== 'plain') throw new Error(`${target} was shaped`);
    return { status: answer.head.status, body: JSON.parse(new TextDecoder().decode(answer.bytes)) };
  }

  /** Starts a shaped response. */
  async fetch(
    target: string,
    rangeHeader?: string,
  ): Promise<{ status: number; headers: Readonly<Record<string, string>>; sink: FakeSink; leave: (undelivered: number) => void }> {
    const answer = await this.request('GET', target, undefined, rangeHeader);
    if (answer.kind !== 'shaped') throw new Error(`${target} was answered at once: ${new TextDecoder().decode(answer.bytes)}`);
    const sink = new FakeSink();
    return { status: answer.head.status, headers: answer.head.headers, sink, leave: answer.send(sink) };
  }
}

/** A session body: constant rate, round trip 0.1 s. */
export function flat(kbps: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { trace: { samples: [[1000, kbps]] }, rttSeconds: 0.1, ...more };
}
