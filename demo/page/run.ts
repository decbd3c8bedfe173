/** One run: one or two sides on identical links, started in the same instant. */
import { findProfile, type NetworkProfile } from 'evenkeel/link';
import { nowSeconds } from 'evenkeel/playback';
import type { Codec } from '../content/ladder.ts';
import { chooseCodec } from './codec.ts';
import { openLink, requireOrigin } from './origin.ts';
import { PageError } from './page-error.ts';
import { playerFactory } from './players/player.ts';
import { type RunOptions, rulesOfView } from './run-options.ts';
import { type Side, startSide } from './side.ts';

export interface Run {
  readonly options: RunOptions;
  readonly profile: NetworkProfile;
  readonly codec: Codec;
  readonly sides: readonly Side[];
  readonly startedAt: Date;
  readonly startedAtSeconds: number;
  /** Since the start; stands still after `stop`. */
  elapsedSeconds(): number;
  stop(): Promise<void>;
}

/**
 * Opens the links, then starts all sides together.
 *
 * @param videoFor gives each side its media element, by position.
 * @throws PageError when nothing can start.
 */
export async function startRun(options: RunOptions, videoFor: (position: number) => HTMLVideoElement): Promise<Run> {
  const profile = findProfile(options.profile);
  if (!profile) throw new PageError('Unknown network', `There is no network profile "${options.profile}". Choose one of the cards.`);
  const codec = chooseCodec(options.codec);
  await requireOrigin();
  const rules = rulesOfView(options.view);
  const [createPlayer, ...links] = await Promise.all([playerFactory(options.player), ...rules.map(() => openLink(profile.id))]);

  const startedAt = new Date();
  const startedAtSeconds = nowSeconds();
  const sides = rules.map((rule, position) => {
    const link = links[position];
    if (!link) throw new PageError('No link', 'The origin opened too few links. Press Restart.');
    return startSide({ rule, options, codec, link, video: videoFor(position), createPlayer });
  });
  let stoppedAtSeconds: number | undefined;
  return {
    options,
    profile,
    codec,
    sides,
    startedAt,
    startedAtSeconds,
    elapsedSeconds: () => (stoppedAtSeconds ?? nowSeconds()) - startedAtSeconds,
    async stop() {
      stoppedAtSeconds ??= nowSeconds();
      await Promise.all(sides.map((side) => side.stop()));
    },
  };
}
