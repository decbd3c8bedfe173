/** What `createShakaAbr` accepts, and what it is to Shaka and to TypeScript. */
import type shaka from 'shaka-player';
import { expect, test } from 'vitest';
import type { ShakaAbrManager } from '../contract.ts';
import { createShakaAbr, type ShakaAbr } from '../index.ts';
import { FakePlayer, productLadder } from './fake-player.ts';

const builtIn = (): ShakaAbrManager => {
  throw new Error('not made in these tests');
};

test('wrong players and options are refused with path, rule and value', () => {
  expect(() => createShakaAbr(undefined as never)).toThrow('player must be a shaka.Player, got undefined: it has no getConfiguration()');
  expect(() => createShakaAbr({} as never)).toThrow(TypeError);
  expect(() => createShakaAbr(new FakePlayer('x').asPlayer)).toThrow('abrFactory must be a function, got "x" (string)');
  const { asPlayer } = new FakePlayer(builtIn);
  expect(() => createShakaAbr(asPlayer, { mode: 'on' as never })).toThrow('mode must be one of control, observe, off, got "on" (string)');
  expect(() => createShakaAbr(asPlayer, { weights: { quality: -1 } })).toThrow('weights.quality must be a number');
  expect(() => createShakaAbr(asPlayer, { nonsense: 1 } as never)).toThrow('options.nonsense is not an option');
});

test('the factory is the handle', () => {
  const abr = createShakaAbr(new FakePlayer(builtIn).asPlayer, { mode: 'observe' });
  expect(abr.mode).toBe('observe');
  abr.setMode('off');
  expect(abr.mode).toBe('off');
  expect(() => abr.on('x' as never)).toThrow(TypeError);
});

test('wrapping a player twice wraps the built-in manager once', () => {
  let made = 0;
  const player = new FakePlayer(() => {
    made++;
    return {
      configure: () => undefined,
      setVariants: () => true,
      chooseVariant: () => productLadder().variants[0],
      release: () => undefined,
    };
  });
  player.configure('abrFactory', createShakaAbr(player.asPlayer));
  const again = createShakaAbr(player.asPlayer);
  again();
  expect(made).toBe(1);
});

// Checked by the compiler (`npm run types`), not run: `configure()` itself takes anything.
test('a shaka.Player is a player, and takes the factory', () => {
  const use = (player: shaka.Player): boolean => {
    const abr: ShakaAbr = createShakaAbr(player);
    return player.configure('abrFactory', abr) && player.configure({ abrFactory: abr });
  };
  expect(use).toBeTypeOf('function');
});
