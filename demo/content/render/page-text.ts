/** Sets type with ffmpeg's drawtext and a Debian font, so that the page holds real, readable text. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One line or paragraph of type. */
export interface TextItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly sizePixels: number;
  /** RRGGBB. */
  readonly colour: string;
  readonly font: 'serif' | 'serif-bold' | 'serif-italic' | 'sans' | 'mono';
  /** What `x` refers to. */
  readonly anchor?: 'left' | 'centre';
  readonly lineSpacingPixels?: number;
}

const FONT_FILES: Readonly<Record<TextItem['font'], string>> = {
  serif: '/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf',
  'serif-bold': '/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf',
  'serif-italic': '/usr/share/fonts/truetype/liberation/LiberationSerif-Italic.ttf',
  sans: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  mono: '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf',
};

/** Renders the items on black; returns 8-bit RGB. */
export function renderText(items: readonly TextItem[], widthPixels: number, heightPixels: number): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-text-'));
  try {
    const filters = items.map((item, index) => {
      const textFile = join(folder, `${index}.txt`);
      writeFileSync(textFile, item.text);
      const x = item.anchor === 'centre' ? `${item.x.toFixed(1)}-text_w/2` : item.x.toFixed(1);
      return (
        `drawtext=fontfile=${FONT_FILES[item.font]}:textfile=${textFile}:expansion=none:x=${x}:` +
        `y=${item.y.toFixed(1)}:fontsize=${item.sizePixels}:fontcolor=0x${item.colour}:` +
        `line_spacing=${item.lineSpacingPixels ?? 0}`
      );
    });
    const script = join(folder, 'filters.txt');
    writeFileSync(script, filters.join(',\n'));
    const size = `${widthPixels}x${heightPixels}`;
    const result = spawnSync(
      'ffmpeg',
      ['-v', 'error', '-f', 'lavfi', '-i', `color=black:s=${size}:r=1,format=rgb24`, '-filter_script:v', script].concat([
        '-frames:v',
        '1',
        '-pix_fmt',
        'rgb24',
        '-f',
        'rawvideo',
        'pipe:1',
      ]),
      { maxBuffer: widthPixels * heightPixels * 4 },
    );
    if (result.status !== 0) throw new Error(`ffmpeg drawtext failed: ${result.stderr}`);
    return new Uint8Array(result.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
