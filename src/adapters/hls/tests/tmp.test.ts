import { afterEach, beforeEach, expect, it } from 'vitest';
import { play, startClock, stopClock } from './play.ts';
beforeEach(startClock);
afterEach(stopClock);
const cliff = (t: number) => (t < 20 ? 3_000_000 : t < 60 ? 250_000 : 2_000_000);
for (const options of [undefined, { mode: 'observe' as const }, {}]) it('plays ' + JSON.stringify(options), async () => {
  const p = play(options, {maxBufferLength: 20, maxMaxBufferLength: 20}, cliff);
  await p.run(100);
  console.log(p.origin.segments().join(' '), p.errors.map((e) => e.details), p.video.currentTime, p.video.stalledSeconds, p.ofType('fault'));
  console.log(p.ofType('decision').map(e=>e.decision.action+e.decision.index+(e.applied?'':'!')+'/'+e.builtInIndex).join(' '), p.ofType('rescue'));
});
