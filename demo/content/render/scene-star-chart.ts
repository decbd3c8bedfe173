/** Scene 3: a still page of fine type and points of light under a very slow camera. Nearly static. */
import type { Picture, Scene } from './picture.ts';
import { createStarChartPage, PAGE_HEIGHT, PAGE_WIDTH } from './star-chart-page.ts';

function samplePage(page: Picture, picture: Picture, left: number, top: number, scale: number): void {
  const { widthPixels: width, heightPixels: height, rgb } = picture;
  for (let y = 0; y < height; y += 1) {
    const py = Math.max(0, Math.min(PAGE_HEIGHT - 2, top + y * scale));
    const row = Math.floor(py);
    const fy = py - row;
    for (let x = 0; x < width; x += 1) {
      const px = Math.max(0, Math.min(PAGE_WIDTH - 2, left + x * scale));
      const column = Math.floor(px);
      const fx = px - column;
      const from = (row * PAGE_WIDTH + column) * 3;
      const below = from + PAGE_WIDTH * 3;
      const to = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        const upper = (page.rgb[from + c] as number) * (1 - fx) + (page.rgb[from + 3 + c] as number) * fx;
        const lower = (page.rgb[below + c] as number) * (1 - fx) + (page.rgb[below + 3 + c] as number) * fx;
        rgb[to + c] = upper * (1 - fy) + lower * fy;
      }
    }
  }
}

/** The page is drawn once, on first use. */
export function createStarChart(): Scene {
  let page: Picture | undefined;
  return (picture, seconds) => {
    page ??= createStarChartPage();
    const scale = (PAGE_WIDTH / picture.widthPixels) * (0.985 - 0.0035 * seconds);
    const spareX = PAGE_WIDTH - picture.widthPixels * scale;
    const spareY = PAGE_HEIGHT - picture.heightPixels * scale;
    samplePage(page, picture, spareX * 0.35, spareY * 0.5, scale);
  };
}
