import { describe, expect, it } from 'vitest';
import { NETWORK_PROFILES } from '../../../src/link/index.ts';
import { MAX_SESSIONS, Origin, SESSION_IDLE_SECONDS } from '../core/index.ts';
import { flat, OriginUnderTest, stubContent } from './fake-host.ts';

describe('asking for a session', () => {
  const refusals: [string, unknown, string, string][] = [
    ['no JSON', 'oops', 'bad-json', 'must be JSON'],
    ['a list', [], 'bad-session-body', 'body: must be an object'],
    ['neither profile nor trace', {}, 'bad-session-body', 'either "profile" or "trace"'],
    ['both', { profile: 'cliff', trace: {} }, 'bad-session-body', 'either "profile" or "trace"'],
    ['a misspelt field', { profile: 'cliff', rtt: 1 }, 'bad-session-body', 'body: may have profile, trace'],
    [
      'a negative rate',
      {
        trace: {
          samples: [
            [1000, 5],
            [1000, -5],
          ],
        },
      },
      'bad-trace',
      'trace.samples[1][1]: must be >= 0, received -5',
    ],
    [
      'a text for a rate',
      { trace: { samples: [[1000, '5M']] } },
      'bad-trace',
      'trace.samples[0][1]: must be a finite number, received the text "5M"',
    ],
    ['an empty trace', { trace: { samples: [] } }, 'bad-trace', 'trace.samples: must not be empty'],
    ['a long round trip', flat(1, { rttSeconds: 11 }), 'bad-session-body', 'rttSeconds: must be a number in 0..10, received 11'],
    ['a negative start', flat(1, { startSeconds: -1 }), 'bad-session-body', 'startSeconds'],
    ['startNow as text', flat(1, { startNow: 'yes' }), 'bad-session-body', 'startNow: must be true or false'],
    ['a fault that does nothing', flat(1, { faults: [{ pathIncludes: 'x' }] }), 'bad-session-body', 'faults[0]: must have a status'],
    ['half a pause', flat(1, { faults: [{ pathIncludes: 'x', stallAfterBytes: 9 }] }), 'bad-session-body', 'faults[0]: must have both'],
    [
      'a refusal of 1',
      flat(1, { faults: [{ pathIncludes: 'x', refuse: 1 }] }),
      'bad-session-body',
      'faults[0].refuse: must be true or false',
    ],
    ['a fault of status 200', flat(1, { faults: [{ pathIncludes: 'x', status: 200 }] }), 'bad-session-body', 'faults[0].status'],
    ['a fault for no path', flat(1, { faults: [{ status: 404 }] }), 'bad-session-body', 'faults[0].pathIncludes'],
    ['too many faults', flat(1, { faults: Array(65).fill({ pathIncludes: 'x', status: 404 }) }), 'bad-session-body', 'faults'],
  ];
  it.each(refusals)('refuses %s', async (_, body, error, message) => {
    const answer = await new OriginUnderTest().json('POST', '/link/a', body);
    expect([answer.status, answer.body.error]).toEqual([400, error]);
    expect(answer.body.message).toContain(message);
  });

  it('names every profile when it does not know one', async () => {
    const answer = await new OriginUnderTest().json('POST', '/link/a', { profile: 'dial-up' });
    expect([answer.status, answer.body.error]).toEqual([400, 'unknown-profile']);
    expect(answer.body.profiles).toEqual(NETWORK_PROFILES.map((profile) => profile.id));
    expect(answer.body.message).toContain('cliff');
  });

  it('confirms what it made', async () => {
    const answer = await new OriginUnderTest().json('POST', '/link/a', { profile: 'cliff', startSeconds: 50 });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ session: 'a', trace: 'cliff', durationSeconds: 180, rttSeconds: 0.05, startSeconds: 50, faults: 0 });
  });
});

describe('the life of sessions', () => {
  it('asks for a POST before content', async () => {
    const answer = await new OriginUnderTest().json('GET', '/link/a/media/seg.m4s');
    expect([answer.status, answer.body.error]).toEqual([409, 'unknown-session']);
    expect(answer.body.message).toContain('POST /link/a');
  });

  it('forgets sessions out of use, but not those asked about', async () => {
    const test = new OriginUnderTest();
    await test.json('POST', '/link/idle', flat(1));
    await test.json('POST', '/link/used', flat(1));
    test.host.advance(SESSION_IDLE_SECONDS - 1);
    await test.json('GET', '/link/used/ledger');
    test.host.advance(2);
    expect((await test.json('GET', '/link/idle/ledger')).status).toBe(409);
    expect((await test.json('GET', '/link/used/ledger')).status).toBe(200);
  });

  it('keeps a bounded number and drops the least recently used', async () => {
    const test = new OriginUnderTest();
    for (let i = 0; i < MAX_SESSIONS; i++) await test.json('POST', `/link/s${i}`, flat(1));
    await test.json('GET', '/link/s0/ledger');
    await test.json('POST', '/link/new', flat(1));
    expect((await test.json('GET', '/link/health')).body).toEqual({ ok: true, host: 'fake', sessions: MAX_SESSIONS });
    expect((await test.json('GET', '/link/s0/ledger')).status).toBe(200);
    expect((await test.json('GET', '/link/s1/ledger')).status).toBe(409);
  });

  it('breaks what is under way when a session is replaced', async () => {
    const test = new OriginUnderTest();
    await test.json('POST', '/link/a', flat(8));
    const { sink } = await test.fetch('/link/a/media/seg.m4s');
    test.host.advance(0.5);
    await test.json('POST', '/link/a', flat(8));
    expect(sink.outcome).toBe('dropped');
    expect((await test.json('GET', '/link/a/ledger')).body).toMatchObject({ startedAtEpochMs: null, requests: [], deliveredBits: 0 });
  });

  it('starts the trace at the first shaped request, or at once when asked', async () => {
    const test = new OriginUnderTest();
    await test.json('POST', '/link/lazy', flat(8));
    await test.json('POST', '/link/eager', flat(8, { startNow: true }));
    test.host.advance(5);
    expect((await test.json('GET', '/link/lazy/ledger')).body.nowSeconds).toBe(0);
    expect((await test.json('GET', '/link/eager/ledger')).body.nowSeconds).toBe(5);
  });
});

describe('routes', () => {
  const refused: [string, string, number, string][] = [
    ['GET', '/', 400, 'bad-path'],
    ['GET', '/other', 404, 'not-found'],
    ['GET', '/link', 404, 'not-found'],
    ['GET', '/link/a', 405, 'method-not-allowed'],
    ['POST', '/link/a/ledger', 405, 'method-not-allowed'],
    ['DELETE', '/link/health', 405, 'method-not-allowed'],
    ['POST', '/link/content', 405, 'method-not-allowed'],
    ['GET', '/link/content/ledger', 400, 'bad-session'],
    ['POST', '/link/under_score', 400, 'bad-session'],
    ['POST', `/link/${'x'.repeat(65)}`, 400, 'bad-session'],
    ['GET', '/link/health/media/x', 400, 'bad-session'],
    ['GET', '/link/a/media', 404, 'not-found'],
    ['GET', '/link/a/media/own/film', 409, 'unknown-session'],
    ['GET', '/link/a/media/../../etc/passwd', 400, 'bad-path'],
    ['GET', '/link/a/media/own/film/%2e%2e/%2e%2e/package.json', 400, 'bad-path'],
    ['GET', '/link/a/media/own/film/..%2f..%2fpackage.json', 400, 'bad-path'],
    ['GET', '/link/a/media/own/film/..%5cx', 400, 'bad-path'],
    ['GET', '/link/a/media/own/film/x%00.m4s', 400, 'bad-path'],
    ['GET', '/link/a/media/%E0%A4%A', 400, 'bad-path'],
    ['GET', '/link/a/media//x', 400, 'bad-path'],
    ['GET', 'http://evil/link/a', 400, 'bad-path'],
    ['GET', '/link/a/bytes/67108865', 400, 'bad-size'],
    ['GET', '/link/a/bytes/-1', 400, 'bad-size'],
    ['GET', '/link/a/ledger?from=x', 400, 'bad-from'],
    ['GET', `/link/a/media/${'x'.repeat(3000)}`, 414, 'long-path'],
  ];
  it.each(refused)('%s %s -> %i %s', async (method, target, status, error) => {
    const answer = await new OriginUnderTest().json(method, target);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.message).not.toBe('');
  });

  it("lists the visitor's own titles at once, and none where a host has no disk", async () => {
    const test = new OriginUnderTest();
    expect(await test.json('GET', '/link/content')).toEqual({ status: 200, body: { titles: ['clip', 'film'] } });
    const { loadFixture, encodeText } = test.host;
    const diskless = new Origin(
      { name: 'diskless', monotonicSeconds: () => 0, epochMs: () => 0, encodeText, loadFixture, wakeAt: () => () => {} },
      stubContent,
    );
    const answer = await diskless.handle({ method: 'GET', target: '/link/content', arrivedSeconds: 0 });
    expect(answer.kind === 'plain' && JSON.parse(new TextDecoder().decode(answer.bytes))).toEqual({ titles: [] });
  });

  it('lists the profiles for pages', async () => {
    const { body } = await new OriginUnderTest().json('GET', '/link/profiles');
    expect(body.profiles).toHaveLength(NETWORK_PROFILES.length);
    expect(Object.keys(body.profiles[0] ?? {})).toEqual(['id', 'title', 'description', 'rttSeconds', 'figures', 'durationSeconds']);
  });
});
