import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHUNK_SECONDS, CHUNKS_PER_SEGMENT, chunkAtSeconds } from '../../content/live/broadcast.ts';
import { JOIN_SECONDS, resolveLive } from '../../content/live.ts';
import { resolveContent } from '../../content/resolve.ts';
import type { OriginAnswer } from '../core/index.ts';
import { Origin } from '../core/index.ts';
import { FakeHost, FakeSink, flat } from './fake-host.ts';

const ROUND_TRIP_SECONDS = 0.1;
/** The segment that is being made when a session begins, and its chunks by then. */
const OPEN_SEGMENT = Math.floor((JOIN_SECONDS + ROUND_TRIP_SECONDS / 2) / 4);
const PATH = `low-latency/vp9/cbr/video/2/${OPEN_SEGMENT}.m4s`;

const fixture = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../public/fixture/${path}`, import.meta.url)));

class LiveHost extends FakeHost {
  override loadFixture(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(fixture(path));
  }
}

/** Sizes of the chunks of PATH added up, as the content says. */
function chunkEnds(): number[] {
  const answer = resolveLive(PATH, '', { nowSeconds: JOIN_SECONDS, startedAtEpochMs: 0 });
  if (!('build' in answer)) throw new Error('no media');
  let untilBytes = 0;
  return answer.build(fixture(answer.fixturePath)).map((chunk) => (untilBytes += chunk.byteLength));
}

class LiveOrigin {
  readonly host: LiveHost = new LiveHost();
  private readonly origin: Origin = new Origin(this.host, resolveContent);

  async open(kbps: number): Promise<this> {
    await this.ask('POST', '', flat(kbps, { rttSeconds: ROUND_TRIP_SECONDS }));
    // The session's time begins with its first shaped request.
    await this.fetch('live/vp9/cbr/time');
    return this;
  }

  async fetch(path: string): Promise<{ status: number; headers: Readonly<Record<string, string>>; sink: FakeSink }> {
    const answer = await this.ask('GET', `/media/${path}`);
    if (answer.kind !== 'shaped') throw new Error('not shaped');
    const sink = new FakeSink();
    answer.send(sink);
    return { status: answer.head.status, headers: answer.head.headers, sink };
  }

  private ask(method: string, path: string, body: unknown = {}): Promise<OriginAnswer> {
    return this.origin.handle({
      method,
      target: `/link/a${path}`,
      bodyText: JSON.stringify(body),
      arrivedSeconds: this.host.monotonicSeconds(),
    });
  }
}

describe('a segment that is being made', () => {
  it("comes chunk by chunk at the encoder's pace, whole chunks on a fast link", async () => {
    const test = await new LiveOrigin().open(1_000_000);
    const { sink, headers, status } = await test.fetch(PATH);
    expect([status, headers['Content-Length'], headers['Content-Type']]).toEqual([200, undefined, 'video/mp4']);
    const ends = chunkEnds();
    let now = 0;
    for (let k = 0; k < CHUNKS_PER_SEGMENT; k++) {
      // A chunk leaves when it exists and is half a round trip on its way.
      const due = Math.max(ROUND_TRIP_SECONDS, chunkAtSeconds(OPEN_SEGMENT, k) - JOIN_SECONDS + ROUND_TRIP_SECONDS / 2);
      if (due - 0.01 > now) {
        test.host.advance(due - 0.01 - now);
        now = due - 0.01;
        const before = due <= ROUND_TRIP_SECONDS ? 0 : (ends[k - 1] as number);
        expect(sink.receivedBytes).toBe(before);
        expect(sink.outcome).toBe('open');
      }
      test.host.advance(due + 0.01 - now);
      now = due + 0.01;
      expect(sink.receivedBytes).toBeGreaterThanOrEqual(ends[k] as number);
    }
    expect([sink.outcome, sink.receivedBytes]).toEqual(['ended', ends.at(-1)]);
  });

  it("comes at the link's rate where that is lower, without pauses", async () => {
    const kbps = 200;
    const test = await new LiveOrigin().open(kbps);
    const { sink } = await test.fetch(PATH);
    const total = chunkEnds().at(-1) as number;
    for (let i = 0; i < 200 && sink.outcome === 'open'; i++) {
      test.host.advance(0.1);
      const granted = Math.max(0, (i + 1) * 0.1 - ROUND_TRIP_SECONDS) * kbps * 125;
      expect(sink.receivedBytes).toBeLessThanOrEqual(granted + 1);
      // The first request of the session shares the link for a moment.
      expect(sink.receivedBytes).toBeGreaterThanOrEqual(Math.min(total, granted) - 100 - kbps);
    }
    expect([sink.outcome, sink.receivedBytes]).toEqual(['ended', total]);
  });

  it('has a length once it is complete', async () => {
    const test = await new LiveOrigin().open(8000);
    test.host.advance(4);
    expect((await test.fetch(PATH)).headers['Content-Length']).toBe(String(chunkEnds().at(-1)));
  });
});

describe('a request for what does not exist yet', () => {
  it('is held: a playlist until it has the part, a part until it is made', async () => {
    const test = await new LiveOrigin().open(1_000_000);
    const part = Math.floor((JOIN_SECONDS + ROUND_TRIP_SECONDS / 2 - OPEN_SEGMENT * 4) / CHUNK_SECONDS);
    const dueSeconds = chunkAtSeconds(OPEN_SEGMENT, part) - JOIN_SECONDS + ROUND_TRIP_SECONDS / 2;
    const [list, hinted] = await Promise.all([
      test.fetch(`low-latency/vp9/cbr/video/2/playlist.m3u8?_HLS_msn=${OPEN_SEGMENT}&_HLS_part=${part}`),
      test.fetch(`low-latency/vp9/cbr/video/2/${OPEN_SEGMENT}.${part}.m4s`),
    ]);
    test.host.advance(dueSeconds - 0.01);
    expect([list.sink.begun, hinted.sink.begun]).toEqual([false, false]);
    test.host.advance(0.02);
    expect([list.sink.outcome, hinted.sink.outcome]).toEqual(['ended', 'ended']);
  });

  it('is refused when it is no matter of a moment', async () => {
    const test = await new LiveOrigin().open(8000);
    expect((await test.fetch(`low-latency/vp9/cbr/video/2/${OPEN_SEGMENT + 2}.m4s`)).status).toBe(404);
    expect((await test.fetch('low-latency/vp9/cbr/video/2/playlist.m3u8?_HLS_msn=999')).status).toBe(400);
  });
});
