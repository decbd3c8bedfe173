/** Pitfall 23, where no browser is: this file loads nothing of Shaka and makes no global. */
import { expect, test } from 'vitest';

test('pitfall 23: imported and set up on a server, without window, document or media', async () => {
  expect(Object.keys(globalThis)).not.toContain('window');
  const { createShakaAbr } = await import('../../index.ts');
  const { FakePlayer } = await import('../fake-player.ts');
  const player = new FakePlayer(() => ({}));
  const abr = createShakaAbr(player.asPlayer, { mode: 'observe' });
  expect(abr.mode).toBe('observe');
  expect(abr()).toHaveProperty('chooseVariant');
});
