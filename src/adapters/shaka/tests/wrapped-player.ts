/** A fake player around Shaka's own manager, wrapped by ours, with everything that it emitted. */
import type { SessionEvent } from '../../../session/index.ts';
import { createShakaAbr, type PluginOptions, type ShakaAbr } from '../index.ts';
import { FakePlayer } from './fake-player.ts';
import { loadSimpleAbrManager } from './real-built-in.ts';

const SimpleAbrManager = await loadSimpleAbrManager();

/** A player that nobody wrapped. */
export const plainPlayer = (): FakePlayer => new FakePlayer(() => new SimpleAbrManager());

export interface Wrapped {
  readonly player: FakePlayer;
  readonly abr: ShakaAbr;
  readonly events: readonly SessionEvent[];
  of(type: SessionEvent['type']): readonly SessionEvent[];
}

export function wrappedPlayer({ createEngine, mode = 'control' }: Pick<PluginOptions, 'createEngine' | 'mode'> = {}): Wrapped {
  const player = plainPlayer();
  const events: SessionEvent[] = [];
  const abr = createShakaAbr(player.asPlayer, { ...(createEngine && { createEngine }), mode, onEvent: (event) => void events.push(event) });
  player.configure('abrFactory', abr);
  return { player, abr, events, of: (type) => events.filter((event) => event.type === type) };
}
