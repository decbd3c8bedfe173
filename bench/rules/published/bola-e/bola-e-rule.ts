import type { Rule } from 'evenkeel/simulator';
import { BolaESession } from './bola-e-session.ts';

/** BOLA-E with BOLA-O's cap (Spiteri et al., MMSys 2018), with its abandonment. */
export function bolaERule(): Rule {
  return { name: 'bola-e', start: (context) => new BolaESession(context) };
}
