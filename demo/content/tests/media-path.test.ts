import { describe, expect, it } from 'vitest';
import { parseMediaPath } from '../media-path.ts';
import { resolveContent } from '../resolve.ts';

describe('media paths', () => {
  it('take a segment address apart', () => {
    expect(parseMediaPath('vp9/vbr/600/video/3/12.m4s')).toEqual({
      codec: 'vp9',
      table: 'vbr',
      durationSeconds: 600,
      kind: 'video',
      resource: 'segment',
      rung: 3,
      segment: 12,
    });
    expect(parseMediaPath('avc/cbr/4/audio/init.mp4')).toMatchObject({ kind: 'audio', resource: 'init' });
    expect(parseMediaPath('avc/film/36000/master.m3u8')).toMatchObject({ kind: 'manifest', resource: 'hls' });
    expect(parseMediaPath('avc/film/60/manifest.mpd')).toMatchObject({ kind: 'manifest', resource: 'dash' });
  });

  it.each([
    ['', 400],
    ['/vp9/vbr/600/master.m3u8', 400],
    ['av1/vbr/600/master.m3u8', 400],
    ['vp9/xyz/600/master.m3u8', 400],
    ['vp9/vbr/3/master.m3u8', 400],
    ['vp9/vbr/36001/master.m3u8', 400],
    ['vp9/vbr/1e3/master.m3u8', 400],
    ['vp9/vbr/0600/master.m3u8', 400],
    ['vp9/vbr/10.5/master.m3u8', 400],
    ['vp9/vbr/-60/master.m3u8', 400],
    ['vp9/vbr/600', 400],
    ['vp9/vbr/600/', 400],
    ['vp9/vbr/600/master.m3u8/', 400],
    ['vp9/vbr/600/master.m3u8?x=1', 400],
    ['vp9/vbr/600/../../../etc/passwd', 400],
    ['vp9/vbr/600/video/../audio/0.m4s', 400],
    ['vp9/vbr/600/video/%2e%2e/0.m4s', 400],
    ['vp9/vbr/600/video/3/012.m4s', 400],
    ['vp9/vbr/600/video/3/-1.m4s', 400],
    ['vp9/vbr/600/video/3/.m4s', 400],
    ['vp9/vbr/600/video/constructor/0.m4s', 400],
    ['__proto__/vbr/600/master.m3u8', 400],
    ['vp9/vbr/600/video/7/playlist.m3u8', 404],
    ['vp9/vbr/600/video/3/150.m4s', 404],
    ['vp9/vbr/600/audio/150.m4s', 404],
  ])('reject %j with %i and say what is allowed', (path, status) => {
    const response = resolveContent(path);
    expect(response.status).toBe(status);
    expect('message' in response && response.message).toMatch(/use |paths are|has (rungs|segments)/);
    expect(parseMediaPath(path)).toBeUndefined();
  });

  it('serve the last segment of a title and its init segments', () => {
    for (const path of ['video/6/149.m4s', 'audio/149.m4s', 'video/6/init.mp4', 'audio/init.mp4']) {
      expect(resolveContent(`vp9/vbr/600/${path}`).status).toBe(200);
    }
  });
});
