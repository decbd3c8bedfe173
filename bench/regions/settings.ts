/** Our engine with more and with less picture: points between which its data at a given utility is read off. */
import type { EngineVariant } from '../rules/evenkeel.ts';
import { SUBJECT } from './claims.ts';

const PRICES = [0.01, 0.02, 0.04, 0.08, 0.16];
const QUALITY_WEIGHTS = [0.45, 0.7];

export const SETTINGS: readonly EngineVariant[] = [
  ...PRICES.map((pricePerMegabit) => ({ name: `${SUBJECT}, bytes at ${pricePerMegabit}`, options: { content: { pricePerMegabit } } })),
  ...QUALITY_WEIGHTS.map((quality) => ({ name: `${SUBJECT}, quality ${quality}`, options: { weights: { quality } } })),
];

/** Rules whose rows are such points, the default one among them. */
export const isSetting = (rule: string): boolean => rule === SUBJECT || SETTINGS.some(({ name }) => name === rule);
