import { createTrace } from 'evenkeel/link';
import { createContent, HLS_PLAYER, type Rule } from 'evenkeel/simulator';
import { type Scenario, tableOf } from '../scenario.ts';
import type { RunIdentity } from '../scenario-id.ts';

export const CONTENT = createContent({
  name: 'three',
  segmentSeconds: 4,
  renditions: [400, 1000, 2500].map((kbps) => ({ rateBitsPerSecond: kbps * 1000 })),
});

export const IDENTITY: RunIdentity = {
  partFormat: 1,
  packageVersion: '0.0.0',
  codeHash: 'c',
  rules: [{ name: 'middle', title: 'Middle', kind: 'published', source: 'of the test' }],
  optimum: false,
};

/** A steady line; 40 s of content. */
export function makeScenario(changes: Partial<Scenario> = {}, rateBitsPerSecond = 3e6): Scenario {
  const trace = createTrace({ name: 'steady', segments: [{ durationSeconds: 60, rateBitsPerSecond }] });
  return {
    id: 'ab'.repeat(32),
    network: 'net',
    region: '',
    trace: 'steady',
    traceOffsetSeconds: 0,
    table: tableOf(trace),
    ladder: 'three',
    content: CONTENT,
    player: HLS_PLAYER,
    settings: { contentSeconds: 40, sizesKnown: false, rttSeconds: 0.05, slowStart: true },
    seed: 7,
    ...changes,
  };
}

export const fixed = (name: string, index: number): Rule => ({ name, start: () => ({ choose: () => index }) });
