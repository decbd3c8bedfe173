/** One run: one or two sides on identical links, started in the same instant. */
import { findProfile, type NetworkProfile } from 'evenkeel/link';
import { nowSeconds } from 'evenkeel/playback';
import { chooseCodec, requirePlayable } from './codec.ts';
import { type Film, generatedFilm } from './film.ts';
import { openLink, openOwnFilm, requireOrigin } from './origin.ts';
import { PageError } from './page-error.ts';
import { playerFactory } from './players/player.ts';
import { type RunOptions, rulesOfView } from './run-options.ts';
import { type Side, startSide } from './side.ts';

export interface Run {
  readonly options: RunOptions;
  readonly profile: NetworkProfile;
  readonly film: Film;
  readonly sides: readonly Side[];
  readonly startedAt: Date;
  readonly startedAtSeconds: number;
  /** Since the start; stands still after `stop`. */
  elapsedSeconds(): number;
  stop(): Promise<void>;
}

async function openFilm({ content, codec, table, durationSeconds }: RunOptions): Promise<Film> {
  if (content === '') {
    const chosen = chooseCodec(codec);
    await requireOrigin();
    return generatedFilm(chosen, table, durationSeconds);
  }
  await requireOrigin();
  const film = await openOwnFilm(content);
  requirePlayable(film, content);
  return film;
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
  const film = await openFilm(options);
  const rules = rulesOfView(options.view);
  const [createPlayer, ...links] = await Promise.all([playerFactory(options.player), ...rules.map(() => openLink(profile.id))]);

  const startedAt = new Date();
  const startedAtSeconds = nowSeconds();
  const sides = rules.map((rule, position) => {
    const link = links[position];
    if (!link) throw new PageError('No link', 'The origin opened too few links. Press Restart.');
    return startSide({ rule, options, film, link, video: videoFor(position), createPlayer });
  });
  let stoppedAtSeconds: number | undefined;
  return {
    options,
    profile,
    film,
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
