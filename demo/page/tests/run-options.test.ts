import { NETWORK_PROFILES } from 'evenkeel/link';
import { describe, expect, it } from 'vitest';
import { addressHint, DEFAULT_OPTIONS, optionsFromQuery, PLAYERS, queryFromOptions, VIEWS } from '../run-options.ts';

const hint = (query: string): string | undefined => addressHint(new URLSearchParams(query));

describe('the hint on the address', () => {
  it('is none for every address that the page writes, and for autostart', () => {
    for (const player of Object.keys(PLAYERS) as (keyof typeof PLAYERS)[])
      for (const view of Object.keys(VIEWS) as (keyof typeof VIEWS)[])
        for (const { id } of NETWORK_PROFILES) {
          const query = queryFromOptions({
            ...DEFAULT_OPTIONS,
            player,
            view,
            profile: id,
            durationSeconds: 60,
            table: 'film',
            codec: 'avc',
          });
          query.set('autostart', '1');
          expect(addressHint(query)).toBeUndefined();
        }
    expect(hint('')).toBeUndefined();
    expect(hint('duration=60.4')).toBeUndefined();
  });

  it('names each unknown parameter once, and the known ones', () => {
    const text = hint('profil=cliff&seed=1&seed=2&view=both');
    expect(text).toContain('“profil”, “seed”');
    expect(text?.split('seed').length).toBe(2);
    for (const name of ['player', 'view', 'profile', 'content', 'table', 'codec', 'duration', 'autostart']) expect(text).toContain(name);
  });

  it.each([
    ['profile=clif', `profile=clif is not one that can be played: ${DEFAULT_OPTIONS.profile} is.`],
    ['player=dash', 'player=dash is not one that can be played: hls is.'],
    ['duration=soon', 'duration=soon is not one that can be played: 600 is.'],
    ['content=../x', 'content=../x is not one that can be played: a generated film is.'],
  ])('says what is played instead of %s', (query, sentence) => {
    expect(hint(query)).toBe(sentence);
  });

  it('goes with options that can be played', () => {
    expect(optionsFromQuery(new URLSearchParams('profile=clif&player=dash'))).toEqual(DEFAULT_OPTIONS);
  });
});
