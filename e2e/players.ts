/** The three ways in which the same film is played, and how a test drives one of them. */
import type { Page } from '@playwright/test';
import type { HarnessRequest, HarnessState } from './harness/harness.ts';
import { type LinkSession, openLink } from './link-session.ts';

export const PLAYERS = [
  { name: 'hls.js', player: 'hls', manifest: 'master.m3u8' },
  { name: 'Shaka HLS', player: 'shaka', manifest: 'master.m3u8' },
  { name: 'Shaka DASH', player: 'shaka', manifest: 'manifest.mpd' },
] as const;
export type TestPlayer = (typeof PLAYERS)[number];

export const HARNESS_URL = process.env.EVENKEEL_E2E_HARNESS ?? '';
/** Lowest to highest rung of the film, bits per second. */
export const RUNG_RATES: readonly number[] = [240_000, 450_000, 800_000, 1_400_000, 2_500_000, 4_500_000, 8_000_000];

export interface Play {
  readonly link: LinkSession;
  readonly page: Page;
  state(): Promise<HarnessState>;
}

/**
 * Opens the harness in `page` and starts one player on a link of its own.
 *
 * @param build path of another build of the player (UMD), loaded before it starts; default: the installed newest.
 */
export async function play(
  page: Page,
  { player, manifest }: Pick<TestPlayer, 'player' | 'manifest'>,
  network: object,
  request: Omit<HarnessRequest, 'player' | 'url'>,
  build?: string,
): Promise<Play> {
  const link = await openLink(network);
  await page.goto(HARNESS_URL);
  await page.waitForFunction(() => window.harness !== undefined);
  if (build) await page.addScriptTag({ path: build });
  await page.evaluate((options) => window.harness.start(options), { player, url: link.mediaUrl(`vp9/vbr/600/${manifest}`), ...request });
  return { link, page, state: () => page.evaluate(() => window.harness.state()) };
}

/** Waits until that much has been played; fails with what the player said. */
export async function playFor({ page, state }: Play, seconds: number, patienceSeconds = seconds + 30): Promise<void> {
  try {
    await page.waitForFunction((wanted) => window.harness.state().playedSeconds >= wanted, seconds, {
      timeout: patienceSeconds * 1000,
      polling: 250,
    });
  } catch {
    const { playedSeconds, errors } = await state();
    throw new Error(`played ${playedSeconds.toFixed(1)} of ${seconds} s; errors: ${errors.join('; ') || 'none'}`);
  }
}
