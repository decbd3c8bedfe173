import { describe, expect, it } from 'vitest';
import { type Candidate, exclusionText, isScored } from '../why/terms.ts';

const NEVER_SCORED: Candidate = {
  index: 3,
  id: '3',
  terms: { quality: 0, sustainability: 0, bufferSafety: 0, smoothness: 0, deviceFit: 0 },
  total: 0,
  stallRisk: 0,
};

describe('candidates of a decision', () => {
  it('that were never scored have no figures', () => {
    expect(isScored(NEVER_SCORED)).toBe(false);
    expect(isScored({ ...NEVER_SCORED, excluded: 'beyond-screen' })).toBe(false);
    expect(isScored({ ...NEVER_SCORED, terms: { ...NEVER_SCORED.terms, deviceFit: 1 }, total: 0.1 })).toBe(true);
    expect(isScored({ ...NEVER_SCORED, stallRisk: 1 })).toBe(true);
  });

  it('are ruled out in words, whatever the engine calls it', () => {
    expect(exclusionText('beyond-screen')).toBe('beyond the screen');
    expect(exclusionText('not-considered')).toBe('not considered');
  });
});
