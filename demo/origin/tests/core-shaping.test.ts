import { describe, expect, it } from 'vitest';
import { bytesBody } from '../core/body.ts';
import { CORRUPT_BYTES, damageBody, FaultPlan } from '../core/fault.ts';
import { flat, OriginUnderTest } from './fake-host.ts';

async function withSession(body: Record<string, unknown>): Promise<OriginUnderTest> {
  const test = new OriginUnderTest();
  const { status } = await test.json('POST', '/link/a', body);
  expect(status).toBe(201);
  return test;
}

describe('a shaped response', () => {
  it('gets headers at the round trip, bytes at the rate and its end with the last', async () => {
    // 1000 bytes at 8 kbit/s last one second.
    const test = await withSession(flat(8));
    const { sink, headers } = await test.fetch('/link/a/media/seg.m4s');
    expect([headers['Content-Length'], headers['Content-Type'], headers['Cache-Control']]).toEqual(['1000', 'video/mp4', 'no-store']);
    test.host.advance(0.099);
    expect(sink.begun).toBe(false);
    test.host.advance(0.501);
    expect(sink.begun).toBe(true);
    expect(sink.receivedBytes).toBeGreaterThan(495);
    expect(sink.receivedBytes).toBeLessThanOrEqual(500);
    test.host.advance(0.499);
    expect(sink.outcome).toBe('open');
    test.host.advance(0.002);
    expect([sink.outcome, sink.receivedBytes]).toEqual(['ended', 1000]);
  });

  it('never delivers more than the link granted', async () => {
    const test = await withSession(flat(800));
    const { sink } = await test.fetch('/link/a/bytes/100000');
    for (let i = 0; i < 1000; i++) {
      test.host.advance(0.0011);
      const link = (i + 1) * 0.0011 - 0.1;
      expect(sink.receivedBytes).toBeLessThanOrEqual(Math.max(0, link * 100_000 + 1e-6));
    }
  });

  it('shares the link between responses', async () => {
    const test = await withSession(flat(16));
    const first = await test.fetch('/link/a/media/seg.m4s');
    const second = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(0.6);
    expect(first.sink.receivedBytes / second.sink.receivedBytes).toBeCloseTo(1, 2);
    first.leave(0);
    const before = second.sink.receivedBytes;
    test.host.advance(0.1);
    expect((second.sink.receivedBytes - before) / 200).toBeCloseTo(1, 1);
  });

  it('serves texts, own files and filler, and shapes refusals too', async () => {
    const test = await withSession(flat(8000));
    const cases: [string, number, number][] = [
      ['media/list.m3u8', 200, 7],
      ['media/own/film/seg.m4s', 200, 100],
      ['bytes/0', 200, 0],
      ['bytes/600000', 200, 600000],
    ];
    for (const [path, status, size] of cases) {
      const response = await test.fetch(`/link/a/${path}`);
      test.host.advance(2);
      expect([path, response.status, response.sink.receivedBytes, response.sink.outcome]).toEqual([path, status, size, 'ended']);
    }
    for (const [path, status] of [
      ['media/nothing', 404],
      ['media/own/film/no.m4s', 404],
      ['media/broken.m4s', 500],
    ] as const) {
      const response = await test.fetch(`/link/a/${path}`);
      expect([path, response.status, response.headers['Content-Type']]).toEqual([path, status, 'application/json']);
    }
  });

  it('answers ranges', async () => {
    const test = await withSession(flat(8000));
    const part = await test.fetch('/link/a/media/seg.m4s', 'bytes=100-299');
    test.host.advance(1);
    expect([part.status, part.headers['Content-Range'], part.sink.receivedBytes]).toEqual([206, 'bytes 100-299/1000', 200]);
    expect((await test.fetch('/link/a/media/seg.m4s', 'bytes=-10')).headers['Content-Range']).toBe('bytes 990-999/1000');
    expect((await test.fetch('/link/a/media/seg.m4s', 'bytes=990-')).headers['Content-Length']).toBe('10');
    expect((await test.fetch('/link/a/media/seg.m4s', 'bytes=1000-')).status).toBe(416);
    expect((await test.fetch('/link/a/media/seg.m4s', 'lines=1-2')).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const test = await withSession(flat(8));
    const answer = await test.request('HEAD', '/link/a/media/seg.m4s');
    expect([answer.kind, answer.head.headers['Content-Length']]).toEqual(['shaped', '1000']);
  });
});

describe('faults', () => {
  it('answer a status, as often as asked', async () => {
    const test = await withSession(flat(8000, { faults: [{ pathIncludes: 'seg', status: 503, times: 2 }] }));
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await test.fetch('/link/a/media/seg.m4s')).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect((await test.fetch('/link/a/media/list.m3u8')).status).toBe(200);
    test.host.advance(5);
    const { body } = await test.json('GET', '/link/a/ledger');
    expect(body.requests.map((entry) => entry.state)).toEqual(['fault', 'fault', 'done', 'done']);
  });

  it('break the connection after some bytes', async () => {
    const test = await withSession(flat(8, { faults: [{ pathIncludes: 'seg', dropAfterBytes: 250 }] }));
    const { sink, headers } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(2);
    expect([headers['Content-Length'], sink.receivedBytes, sink.outcome]).toEqual(['1000', 250, 'dropped']);
    const { body } = await test.json('GET', '/link/a/ledger');
    expect(body.requests[0]).toMatchObject({ state: 'fault', status: 200, sizeBits: 8000, deliveredBits: 2000 });
  });

  it('delay the first byte', async () => {
    const test = await withSession(flat(8, { faults: [{ pathIncludes: 'seg', delaySeconds: 3 }] }));
    const { sink } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(3.09);
    expect(sink.begun).toBe(false);
    test.host.advance(0.02);
    expect(sink.begun).toBe(true);
  });

  it('pause in the middle, and let other responses have the link meanwhile', async () => {
    const test = await withSession(flat(8, { faults: [{ pathIncludes: 'seg', stallAfterBytes: 400, stallSeconds: 5 }] }));
    const { sink } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(0.1 + 0.4 + 4.5);
    expect([sink.receivedBytes, sink.outcome]).toEqual([400, 'open']);
    const list = await test.fetch('/link/a/media/list.m3u8');
    test.host.advance(0.3);
    expect(list.sink.outcome).toBe('ended');
    test.host.advance(0.9);
    expect([sink.receivedBytes, sink.outcome]).toEqual([1000, 'ended']);
  });

  it('refuse the connection: no answer at all', async () => {
    const test = await withSession(flat(8, { faults: [{ pathIncludes: 'seg', refuse: true }] }));
    const { sink } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(0.2);
    expect([sink.begun, sink.receivedBytes, sink.outcome]).toEqual([false, 0, 'dropped']);
  });

  it('truncate a file as if that were all of it', async () => {
    const test = await withSession(flat(8000, { faults: [{ pathIncludes: 'seg', keepBytes: 300 }] }));
    const { sink, headers } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(1);
    expect([headers['Content-Length'], sink.receivedBytes, sink.outcome]).toEqual(['300', 300, 'ended']);
  });

  it('overwrite bytes, and nothing before them', () => {
    const whole = bytesBody(new Uint8Array(10_000).fill(7));
    const damaged = damageBody(whole, { pathIncludes: '', corruptFromByte: 5000 });
    const bytes = damaged.read(0, 10_000);
    expect(bytes.findIndex((byte) => byte !== 7)).toBe(5000);
    expect(bytes[5000 + CORRUPT_BYTES - 1]).not.toBe(7);
    expect(bytes.subarray(5000 + CORRUPT_BYTES).every((byte) => byte === 7)).toBe(true);
    expect(damaged.read(6000, 6010)).toEqual(bytes.subarray(6000, 6010));
    expect(whole.read(5000, 5001)).toEqual(Uint8Array.of(7));
  });

  it('keep to a window of time, and to the folder of their first request', () => {
    const plan = new FaultPlan([{ pathIncludes: '.m4s', status: 404, fromSeconds: 10, untilSeconds: 20, sameFolder: true }]);
    const met = (path: string, atSeconds: number): boolean => plan.take(path, atSeconds) !== undefined;
    expect(met('video/3/1.m4s', 9)).toBe(false);
    expect(met('video/3/2.m4s', 10)).toBe(true);
    expect(met('video/2/2.m4s', 11)).toBe(false);
    expect(met('video/3/2.m4s', 19)).toBe(true);
    expect(met('video/3/3.m4s', 20)).toBe(false);
  });
});

describe('the ledger', () => {
  it('tells the truth about done and aborted requests', async () => {
    const test = await withSession(flat(8));
    await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(2);
    const second = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(0.6);
    second.leave(100);
    const { body } = await test.json('GET', '/link/a/ledger');
    expect(body.startedAtEpochMs).toBe(1_000_000);
    expect(body.requests).toHaveLength(2);
    const [done, aborted] = body.requests;
    expect(done).toMatchObject({
      id: 1,
      path: 'media/seg.m4s',
      startSeconds: 0,
      firstByteSeconds: 0.1,
      sizeBits: 8000,
      deliveredBits: 8000,
      state: 'done',
      status: 200,
    });
    expect(done?.endSeconds).toBeCloseTo(1.1, 9);
    expect(aborted?.state).toBe('aborted');
    expect(aborted?.endSeconds).toBeCloseTo(2.6, 9);
    expect((aborted?.deliveredBits ?? 0) / (4000 - 800)).toBeCloseTo(1, 1);
    expect(body.deliveredBits).toBe((done?.deliveredBits ?? 0) + (aborted?.deliveredBits ?? 0));
  });

  it('tells only what changed since the last answer', async () => {
    const test = await withSession(flat(8));
    await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(3);
    const first = (await test.json('GET', '/link/a/ledger')).body;
    expect((await test.json('GET', `/link/a/ledger?from=${first.next}`)).body.requests).toEqual([]);
    await test.fetch('/link/a/media/list.m3u8');
    const later = (await test.json('GET', `/link/a/ledger?from=${first.next}`)).body;
    expect(later.requests.map((entry) => entry.id)).toEqual([2]);
    expect(later.requests[0]).toMatchObject({ state: 'active', firstByteSeconds: null, endSeconds: null });
  });
});
