import { describe } from '../link/index.ts';

/** A rule that threw, or answered what no player could act on: ends its session, never another one. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  /** The rule's name. */
  readonly rule: string;

  constructor(rule: string, message: string, cause?: unknown) {
    super(`rule ${rule}: ${message}`, cause === undefined ? undefined : { cause });
    this.rule = rule;
  }

  /** For an exception inside a rule. */
  static thrown(rule: string, call: string, atSeconds: number, cause: unknown): RuleError {
    const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : describe(cause);
    return new RuleError(rule, `${call} threw at ${atSeconds.toFixed(3)} s: ${what}`, cause);
  }

  /** For an answer that is not an index into the ladder. */
  static badIndex(rule: string, call: string, count: number, received: unknown): RuleError {
    return new RuleError(rule, `${call} must answer a whole number from 0 to ${count - 1}, received ${describe(received)}`);
  }
}
