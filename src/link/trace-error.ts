/** A trace that cannot be used: which value, what it must be, and what was received. */
export class TraceError extends TypeError {
  /** Where the value sits, as in `segments[3].rateBitsPerSecond` or `trace.samples[3][1]`. */
  readonly path: string;
  /** What the value must be, as in `must be >= 0`. */
  readonly rule: string;

  constructor(path: string, rule: string, received: unknown) {
    super(`${path}: ${rule}, received ${describe(received)}`);
    this.name = 'TraceError';
    this.path = path;
    this.rule = rule;
  }
}

/** A short, single-line picture of any value, safe to print in an error. */
export function describe(value: unknown): string {
  if (typeof value === 'string') {
    const short = value.length > 40 ? `${value.slice(0, 40)}…` : value;
    return `the text ${JSON.stringify(short)}`;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'null';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}
