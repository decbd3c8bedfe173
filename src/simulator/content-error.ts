import { describe } from '../link/index.ts';

/** A ladder or size table that cannot be used; the message names the place, the rule and the value received. */
export class ContentError extends TypeError {
  override readonly name = 'ContentError';

  constructor(path: string, rule: string, received: unknown) {
    super(`${path}: ${rule}, received ${describe(received)}`);
  }
}
