/** The fakes behave as browsers do where players depend on it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesBody } from '../../../demo/origin/core/body.ts';
import { damageBody } from '../../../demo/origin/core/fault.ts';
import { createFaultyContent } from '../content.ts';
import { Clock } from '../fake/clock.ts';
import { FragmentReader } from '../fake/fragments.ts';

const HOSTS = { a: 'http://a.test/link/a/media', b: 'http://b.test/link/b/media' };

/** In the middle of the samples of a segment; padding follows them. */
const SAMPLE_BYTE = 8000;

function media(path: string): Uint8Array<ArrayBuffer> {
  const found = createFaultyContent(HOSTS)(path);
  if (found.status !== 200 || 'body' in found) throw new Error(path);
  return found.build(new Uint8Array(readFileSync(new URL(`../../../demo/public/fixture/${found.fixturePath}`, import.meta.url))));
}

describe('the reader of fragments', () => {
  const init = media('vp9/vbr/48/video/2/init.mp4');
  const segment = media('vp9/vbr/48/video/2/3.m4s');
  const read = (...parts: Uint8Array[]): { startSeconds: number; endSeconds: number; isDamaged: boolean }[] => {
    const reader = new FragmentReader();
    return [init, ...parts].flatMap((part) => reader.append(part));
  };

  it('knows when samples play', () => {
    const [only, ...more] = read(segment);
    expect(more).toEqual([]);
    expect([only?.startSeconds, only?.endSeconds, only?.isDamaged]).toEqual([12, 16, false]);
  });
  it('takes a segment in pieces', () => {
    const pieces = read(segment.subarray(0, 5000), segment.subarray(5000, 5003), segment.subarray(5003));
    expect(pieces[0]?.startSeconds).toBe(12);
    expect(pieces.at(-1)?.endSeconds).toBe(16);
  });
  it('chokes on a segment after half of another, as a real parser does', () => {
    const half = segment.subarray(0, SAMPLE_BYTE);
    expect(read(half)[0]?.endSeconds).toBeLessThan(16);
    expect(() => read(half, segment.subarray(0, 4000), segment, segment)).toThrow(RangeError);
  });
  it('refuses overwritten boxes, and tells overwritten samples', () => {
    const damaged = (corruptFromByte: number): Uint8Array =>
      damageBody(bytesBody(segment), { pathIncludes: '', corruptFromByte }).read(0, segment.length);
    expect(() => read(damaged(0))).toThrow(RangeError);
    expect(read(damaged(SAMPLE_BYTE))[0]?.isDamaged).toBe(true);
  });
  it('needs an init segment', () => {
    expect(() => new FragmentReader().append(segment)).toThrow(RangeError);
  });
});

describe('manifests for faults', () => {
  const text = (path: string, resolve = createFaultyContent(HOSTS)): string => {
    const found = resolve(path);
    if (found.status !== 200 || !('body' in found)) throw new Error(path);
    return found.body;
  };
  it('name everything on both hosts', () => {
    const master = text('redundant/vp9/vbr/48/master.m3u8');
    expect(master.match(/^http:\/\/a\.test.*\/video\//gm)).toHaveLength(7);
    expect(master.match(/^http:\/\/b\.test.*\/video\//gm)).toHaveLength(7);
    expect(master.match(/GROUP-ID="backup"/g)).toHaveLength(1);
    expect(text('lost/vp9/vbr/48/manifest.mpd')).toMatch(/<BaseURL>http:\/\/nowhere\.invalid[\s\S]*<BaseURL>http:\/\/b\.test/);
  });
  it('lose and regain rungs with every update', () => {
    const resolve = createFaultyContent(HOSTS);
    const rungs = (): number => text('changing/vp9/vbr/48/manifest.mpd', resolve).match(/<Representation id="\d/g)?.length ?? 0;
    expect([rungs(), rungs(), rungs()]).toEqual([7, 3, 7]);
    expect(text('high/vp9/vbr/48/master.m3u8').match(/^video\//gm)).toHaveLength(6);
  });
});

describe('the virtual clock', () => {
  it('runs timers in order, promises in between, and late ones late after a block', async () => {
    const clock = new Clock();
    const restore = clock.install();
    try {
      const seen: string[] = [];
      const at = (): number => Math.round(clock.seconds * 1000) - 1000;
      setTimeout(() => void Promise.resolve().then(() => seen.push(`promise ${at()}`)), 10);
      setTimeout(() => seen.push(`second ${at()}`), 20);
      await clock.run(0.015);
      clock.block(5);
      setTimeout(() => seen.push(`new ${at()}`), 1);
      await clock.run(1);
      expect(seen).toEqual(['promise 10', 'second 5015', 'new 5016']);
    } finally {
      restore();
    }
  });
  it('passes on what a timer throws, and goes on', async () => {
    const clock = new Clock();
    const restore = clock.install();
    try {
      const errors: unknown[] = [];
      clock.onError = (error) => void errors.push(error);
      let ran = false;
      setTimeout(() => {
        throw new Error('thrown');
      }, 1);
      setTimeout(() => {
        ran = true;
      }, 2);
      await clock.run(1);
      expect([errors.length, ran]).toEqual([1, true]);
    } finally {
      restore();
    }
  });
});
