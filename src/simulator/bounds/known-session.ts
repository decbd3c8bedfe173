import type { RuleContext } from '../rule.ts';
import type { SessionOptions } from '../session-options.ts';

/** The session that a clairvoyant rule finds itself in, as options. */
export const knownSession = ({ future, player }: RuleContext): SessionOptions => ({ ...future, player });
