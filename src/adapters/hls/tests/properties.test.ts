/** Laws through the whole plugin in the real hls.js: any course of link, caps, seeks, speeds and modes. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HlsClass, play, STREAM, startClock, stopClock } from './play.ts';

beforeEach(startClock);
afterEach(stopClock);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('link' as const), rate: fc.constantFrom(60_000, 300_000, 900_000, 3e6, 4e7) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cap' as const), level: fc.integer({ min: -1, max: STREAM.rates.length - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seek' as const), to: fc.integer({ min: 0, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('speed' as const), playbackRate: fc.constantFrom(0.5, 1, 2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mode' as const),
      mode: fc.constantFrom('control' as const, 'observe' as const, 'off' as const),
    }),
  },
);

test('what is loaded is always permitted, a lower cap holds at once, and nothing of ours fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      let rate = 3_000_000;
      const { hls, abr, video, events, errors, run, end } = play({}, {}, () => rate);
      /** Levels asked for while a cap held. */
      const beyond: string[] = [];
      hls.on(HlsClass.Events.FRAG_LOADING, (_name, { frag }) => {
        const cap = hls.autoLevelCapping;
        if (frag.sn !== 'initSegment' && cap >= 0 && frag.level > cap) beyond.push(`${frag.level}/${frag.sn} over ${cap}`);
      });
      await run(2);
      for (const each of steps) {
        if (each.do === 'wait') await run(each.seconds);
        if (each.do === 'link') rate = each.rate;
        if (each.do === 'cap') hls.autoLevelCapping = each.level;
        if (each.do === 'seek') video.currentTime = each.to;
        if (each.do === 'speed') video.playbackRate = each.playbackRate;
        if (each.do === 'mode') abr?.setMode(each.mode);
      }
      await run(5);
      expect(beyond).toEqual([]);
      expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
      expect(errors.filter(({ fatal }) => fatal)).toEqual([]);
      for (const event of events) {
        if (event.type !== 'decision') continue;
        const { decision } = event;
        expect(decision.candidates[decision.index]?.excluded).toBeUndefined();
        expect(decision.candidates.every(({ total, stallRisk }) => Number.isFinite(total + stallRisk))).toBe(true);
      }
      end();
    }),
    { numRuns: 25 },
  );
});
