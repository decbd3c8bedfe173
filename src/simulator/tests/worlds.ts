/** Links, ladders and rules whose sessions can be reckoned by hand. */
import { createTrace, type NetworkTrace } from '../../link/index.ts';
import { type Content, createContent } from '../content.ts';
import { HLS_PLAYER, type PlayerModel } from '../player-model.ts';
import type { Rule, RuleSession } from '../rule.ts';

export const constantLink = (rateBitsPerSecond: number): NetworkTrace =>
  createTrace({ name: 'constant', segments: [{ durationSeconds: 10, rateBitsPerSecond }] });

/** Rates for so many seconds each, then the last one for ever. */
export const stepLink = (...steps: readonly (readonly [seconds: number, rateBitsPerSecond: number])[]): NetworkTrace =>
  createTrace({
    name: 'steps',
    loops: false,
    segments: steps.map(([durationSeconds, rateBitsPerSecond]) => ({ durationSeconds, rateBitsPerSecond })),
  });

/** 0.5, 1, 2 and 4 Mbit/s, 4 s, constant sizes, no audio. */
export const LADDER: Content = createContent({
  name: 'four rungs',
  segmentSeconds: 4,
  renditions: [0.5e6, 1e6, 2e6, 4e6].map((rateBitsPerSecond) => ({ rateBitsPerSecond })),
});

/** No playlists, no append time: nothing but requests for segments. */
export const PLAIN_PLAYER: PlayerModel = {
  name: 'plain',
  bufferGoalSeconds: 20,
  startBufferSeconds: 0,
  resumeBufferSeconds: 0,
  pollSeconds: 0.1,
  appendSeconds: 0,
  progressSeconds: 0.1,
  asksRuleAt: 'request',
  hasMediaPlaylists: false,
  declaredRate: 'average',
};

export const LIVE: PlayerModel = { ...PLAIN_PLAYER, name: 'plain live', live: { targetLatencySeconds: 8 } };
export const HLS: PlayerModel = HLS_PLAYER;

/** Always the same rendition. */
export const fixedRule = (index: number): Rule => ({ name: `fixed ${index}`, start: () => ({ choose: () => index }) });

export const ruleOf = (session: Partial<RuleSession>): Rule => ({ name: 'scripted', start: () => ({ choose: () => 0, ...session }) });
