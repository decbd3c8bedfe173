import { expect, it } from 'vitest';
import { readLadder } from '../read-ladder.ts';

const MULTIVARIANT = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",URI="audio.m3u8"
#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=2200000,BANDWIDTH=3000000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=960x540,AUDIO="aac"
mid.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=700000,CODECS="mp4a.40.2, avc1.64001f",RESOLUTION=640x360,AUDIO="aac"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=700000,CODECS="avc1.64001f,ac-3",RESOLUTION=640x360,AUDIO="ac3"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1500000,AVERAGE-BANDWIDTH=1300000,CODECS="hvc1.2.4.L123,mp4a.40.2",RESOLUTION=960x540,AUDIO="aac"
hevc.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=70000,CODECS="mp4a.40.2",AUDIO="aac"
audio.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,RESOLUTION=640x360,URI="frames.m3u8"
`;

it('reads the variants of one codec in rising order, once each', () => {
  const content = readLadder(MULTIVARIANT, 'https://example.org/main.m3u8#4');
  expect(content).toMatchObject({ name: 'main', segmentSeconds: 4 });
  expect(content.renditions).toMatchObject([
    { rateBitsPerSecond: 700_000, peakRateBitsPerSecond: 900_000, widthPixels: 640, heightPixels: 360 },
    { rateBitsPerSecond: 2_200_000, peakRateBitsPerSecond: 3_000_000, widthPixels: 960, heightPixels: 540 },
  ]);
  expect(readLadder(MULTIVARIANT, 'main.m3u8').segmentSeconds).toBe(6);
});

it('takes BANDWIDTH where an average is missing', () => {
  const text = MULTIVARIANT.replace('AVERAGE-BANDWIDTH=2200000,', '');
  expect(readLadder(text, 'main.m3u8').renditions.map((rendition) => rendition.rateBitsPerSecond)).toEqual([900_000, 3_000_000]);
});

it.each([
  ['a media playlist', '#EXTM3U\n#EXTINF:4,\na.ts\n', 'main.m3u8: the file: must be a multivariant playlist, with EXT-X-STREAM-INF'],
  ['one variant', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\na.m3u8', 'main.m3u8: EXT-X-STREAM-INF: must give at least 2 rates'],
  ['no rate', '#EXTM3U\n#EXT-X-STREAM-INF:RESOLUTION=1x1\na.m3u8', 'main.m3u8: line 2: BANDWIDTH: must be a whole number'],
  ['nonsense for a rate', '#EXTM3U\n\n#EXT-X-STREAM-INF:BANDWIDTH=fast\na', 'main.m3u8: line 3: BANDWIDTH: must be a whole number'],
  [
    'nonsense for a size',
    '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=big\na',
    'line 2: RESOLUTION: must be WIDTHxHEIGHT, received the text "big"',
  ],
])('refuses %s', (_, text, message) => {
  expect(() => readLadder(text, 'main.m3u8')).toThrow(message);
});

it('refuses a segment length that is none', () => {
  expect(() => readLadder(MULTIVARIANT, 'main.m3u8#-1')).toThrow('main.m3u8: #seconds: must be a segment length above 0 and at most 60');
});

const manifest = (template: string): string => `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>
  <AdaptationSet contentType="audio"><Representation id="a" bandwidth="128000"/><Representation id="b" bandwidth="64000"/><Representation id="c" bandwidth="32000"/></AdaptationSet>
  <AdaptationSet mimeType="video/mp4">${template}
    <Representation id="hi" bandwidth="4000000" width="1280" height="720"/>
    <Representation id="lo" bandwidth="800000" width="640" height="360"/>
  </AdaptationSet>
</Period></MPD>`;

it('reads the video rungs of a DASH manifest', () => {
  const content = readLadder(manifest('<SegmentTemplate timescale="1000" duration="2000"/>'), 'film.mpd');
  expect(content.segmentSeconds).toBe(2);
  expect(content.renditions).toMatchObject([
    { id: 'lo', rateBitsPerSecond: 800_000, heightPixels: 360 },
    { id: 'hi', rateBitsPerSecond: 4_000_000, heightPixels: 720 },
  ]);
});

it('finds the segment length in a timeline, else after #, else takes 6 s', () => {
  const timeline =
    '<SegmentTemplate timescale="90000"><SegmentTimeline><S t="0" d="360000" r="9"/><S d="90000"/></SegmentTimeline></SegmentTemplate>';
  expect(readLadder(manifest(timeline), 'film.mpd').segmentSeconds).toBe(4);
  expect(readLadder(manifest(timeline), 'film.mpd#8').segmentSeconds).toBe(8);
  expect(readLadder(manifest(''), 'film.mpd').segmentSeconds).toBe(6);
});

it('refuses XML without a period, and a manifest without a choice of pictures', () => {
  expect(() => readLadder('<html></html>', 'film.mpd')).toThrow('film.mpd: the file: must be a DASH manifest');
  expect(() => readLadder(manifest('').replace(/<Representation id="hi".*\/>/, ''), 'film.mpd')).toThrow(
    'film.mpd: AdaptationSet: must hold at least 2 video Representations, received the text "1"',
  );
});
