/** Manifests of the same film in shapes that the origin does not serve, put in by Playwright's routes. */
import type { Page, Route } from '@playwright/test';

/** Where the page believes these files to be: below the film of a link, so that relative addresses lead to its segments. */
const MANIFEST = 'shaped.mpd';

/** Serves `shape(manifest)` beside the origin's own DASH manifest, and returns its address. */
export async function shapedManifest(page: Page, mediaUrl: string, shape: (mpd: string) => string): Promise<string> {
  const mpd = await (await fetch(`${mediaUrl}/manifest.mpd`)).text();
  const url = `${mediaUrl}/${MANIFEST}`;
  const body = shape(mpd);
  if (body === mpd) throw new Error('the manifest is as it was: its text has changed, and this test must follow');
  await page.route(url, (route) =>
    route.fulfill({ body, contentType: 'application/dash+xml', headers: { 'access-control-allow-origin': '*' } }),
  );
  return url;
}

/** A second audio rendition over the same segments: as many variants again. */
export const withSecondAudio = (mpd: string): string =>
  mpd.replace(/<Representation id="audio-[^>]*>[\s\S]*?<\/Representation>/, (first) =>
    [
      first,
      first.replace(/id="audio-[^"]*"/, 'id="audio-rich"').replace(/bandwidth="(\d+)"/, (_, rate) => `bandwidth="${Number(rate) * 2}"`),
    ].join('\n'),
  );

/** `@duration` written out as a timeline. */
export const withTimeline = (mpd: string): string =>
  mpd.replace(/duration="(\d+)" startNumber="0"([^/]*)\/>/g, (_, ticks, rest) => {
    const segments = Number(/mediaPresentationDuration="PT(\d+)S"/.exec(mpd)?.[1]) / 4;
    return `startNumber="0"${rest}><SegmentTimeline><S t="0" d="${ticks}" r="${segments - 1}"/></SegmentTimeline></SegmentTemplate>`;
  });

/** The lowest rung again as a trick-play track of the picture. */
export const withTrickPlay = (mpd: string): string =>
  mpd.replace(/<AdaptationSet id="0"[\s\S]*?<\/AdaptationSet>/, (video) => {
    const [lowest = ''] = /<Representation id="0"[^>]*\/>/.exec(video) ?? [];
    const property = '<EssentialProperty schemeIdUri="http://dashif.org/guidelines/trickmode" value="0"/>';
    const trick = video
      .replace('AdaptationSet id="0"', 'AdaptationSet id="9"')
      .replace('>', `>${property}`)
      .replace(/<Representation[^>]*\/>\s*/g, '')
      .replace('video/$RepresentationID$', 'video/0')
      .replace('video/$RepresentationID$', 'video/0')
      .replace('</AdaptationSet>', `${lowest.replace('id="0"', 'id="trick"')}</AdaptationSet>`);
    return `${video}\n${trick}`;
  });

/** One file per rung with a `sidx`, as `SegmentBase` wants it. */
export interface SingleFiles {
  readonly url: string;
  /** Bytes of each segment by rung. */
  readonly sizes: ReadonlyMap<number, readonly number[]>;
  /** Rungs whose `sidx` was asked for, in order. */
  readonly indexRequests: number[];
}

const TICKS_PER_SECOND = 1000;
const SEGMENT_SECONDS = 4;

/** ISO/IEC 14496-12, 8.16.3: version 0, one reference per segment, each starting with a key frame. */
function sidx(sizes: readonly number[]): Buffer {
  const box = Buffer.alloc(32 + 12 * sizes.length);
  box.writeUInt32BE(box.length, 0);
  box.write('sidx', 4);
  box.writeUInt32BE(1, 12);
  box.writeUInt32BE(TICKS_PER_SECOND, 16);
  box.writeUInt16BE(sizes.length, 30);
  for (const [i, size] of sizes.entries()) {
    box.writeUInt32BE(size, 32 + 12 * i);
    box.writeUInt32BE(SEGMENT_SECONDS * TICKS_PER_SECOND, 36 + 12 * i);
    box.writeUInt32BE(0x90000000, 40 + 12 * i);
  }
  return box;
}

/** Builds single files of `segments` segments for some rungs from the origin's segments, and serves them with byte ranges. */
export async function singleFiles(page: Page, mediaUrl: string, rungs: readonly number[], segments: number): Promise<SingleFiles> {
  const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(`${mediaUrl}/${path}`)).arrayBuffer());
  const original = await (await fetch(`${mediaUrl}/manifest.mpd`)).text();
  const sizes = new Map<number, readonly number[]>();
  const files = new Map<number, Buffer>();
  const indexRequests: number[] = [];
  const representations: string[] = [];
  for (const rung of rungs) {
    const init = await bytes(`video/${rung}/init.mp4`);
    const media: Buffer[] = [];
    for (let number = 0; number < segments; number++) media.push(await bytes(`video/${rung}/${number}.m4s`));
    sizes.set(
      rung,
      media.map(({ length }) => length),
    );
    const index = sidx(sizes.get(rung) ?? []);
    files.set(rung, Buffer.concat([init, index, ...media]));
    const [attributes = ''] = new RegExp(`<Representation id="${rung}"[^>]*`).exec(original) ?? [];
    const range = `indexRange="${init.length}-${init.length + index.length - 1}"`;
    representations.push(
      `${attributes.replace(/\/$/, '')}><BaseURL>${rung}.mp4</BaseURL><SegmentBase ${range} timescale="${TICKS_PER_SECOND}">` +
        `<Initialization range="0-${init.length - 1}"/></SegmentBase></Representation>`,
    );
  }
  const mpd =
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" ' +
    `mediaPresentationDuration="PT${segments * SEGMENT_SECONDS}S" minBufferTime="PT4S"><Period><AdaptationSet contentType="video" ` +
    `mimeType="video/mp4" segmentAlignment="true" startWithSAP="1" frameRate="25">${representations.join('')}</AdaptationSet></Period></MPD>`;
  const serve = async (route: Route): Promise<void> => {
    const path = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'content-length, content-range' };
    if (path.endsWith('.mpd')) return route.fulfill({ body: mpd, contentType: 'application/dash+xml', headers });
    const rung = Number.parseInt(path, 10);
    const file = files.get(rung) ?? Buffer.alloc(0);
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec((await route.request().allHeaders()).range ?? '') ?? [];
    const start = Number(from);
    const end = Math.min(file.length - 1, to ? Number(to) : file.length - 1);
    if (file.toString('latin1', start + 4, start + 8) === 'sidx') indexRequests.push(rung);
    // A round trip and a link, so that nothing looks like a cache.
    await new Promise((resolve) => setTimeout(resolve, 60 + (end - start) / 500));
    const body = file.subarray(start, end + 1);
    await route.fulfill({
      status: 206,
      body,
      contentType: 'video/mp4',
      headers: { ...headers, 'content-range': `bytes ${start}-${end}/${file.length}` },
    });
  };
  const url = `${mediaUrl}/single/manifest.mpd`;
  await page.route(`${mediaUrl}/single/**`, serve);
  return { url, sizes, indexRequests };
}
