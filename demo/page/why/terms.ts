/** The five terms of a score, in the order in which they are drawn. */
import { DEFAULT_CONFIG, type Decision } from 'evenkeel';

export type Candidate = Decision['candidates'][number];
export type TermName = keyof Candidate['terms'];

export interface Term {
  readonly name: TermName;
  readonly title: string;
  readonly question: string;
  readonly weight: number;
}

/** The page runs Evenkeel without options, so the weights are the defaults. */
const { weights } = DEFAULT_CONFIG;

export const TERMS: readonly Term[] = [
  { name: 'quality', title: 'Quality', question: 'How good is the picture?', weight: weights.quality },
  {
    name: 'sustainability',
    title: 'Sustainability',
    question: 'Will the link carry it for the next half minute?',
    weight: weights.sustainability,
  },
  { name: 'bufferSafety', title: 'Buffer safety', question: 'Does the buffer survive it?', weight: weights.bufferSafety },
  { name: 'smoothness', title: 'Smoothness', question: 'How visible is the change?', weight: weights.smoothness },
  { name: 'deviceFit', title: 'Device fit', question: 'Does it suit screen and decoder?', weight: weights.deviceFit },
];

/** What a term adds to the total. */
export const contribution = (candidate: Candidate, term: Term): number => term.weight * candidate.terms[term.name];

const EXCLUSION_TEXT: Readonly<Record<string, string>> = {
  'not-allowed': 'not allowed by player',
  'beyond-screen': 'beyond the screen',
  'not-smooth': 'this device cannot play it smoothly',
  'save-data': 'the visitor asked to save data',
  'too-big-a-step': 'too big a step',
};

/** Why a rendition is out; names that this page does not know are read as words. */
export const exclusionText = (name: string): string => EXCLUSION_TEXT[name] ?? name.replaceAll('-', ' ');

/** Whether the figures of a candidate are figures: a rendition that was never scored has zeros in their place. */
export const isScored = (candidate: Candidate): boolean =>
  candidate.total !== 0 || candidate.stallRisk !== 0 || TERMS.some((term) => candidate.terms[term.name] !== 0);
