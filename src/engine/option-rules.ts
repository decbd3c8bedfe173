/** Reads untrusted option objects against a table of rules. */

/** What one option may be. */
export type Rule<Value> =
  | { readonly kind: 'number' | 'whole number'; readonly fallback: Value; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean'; readonly fallback: Value };

type RuleTable = { readonly [group: string]: { readonly [name: string]: Rule<unknown> } };

/** A received value as an error message shows it. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const shown =
    typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
  return `${shown.slice(0, 60)} (${typeof value})`;
}

/** Throws unless `value` is a plain object whose own keys all stand in `allowed`. */
export function requireKnownKeys(value: unknown, path: string, allowed: readonly string[]): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${path} must be an object, got ${describe(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) {
      throw new TypeError(`${path}.${key} is not an option; ${path} knows: ${allowed.join(', ')}`);
    }
  }
}

function readValue(value: unknown, path: string, rule: Rule<unknown>): unknown {
  if (value === undefined) return rule.fallback;
  if (rule.kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw new TypeError(`${path} must be true or false, got ${describe(value)}`);
  }
  if (typeof value === 'number' && value >= rule.min && value <= rule.max && (rule.kind === 'number' || Number.isInteger(value)))
    return value;
  throw new TypeError(`${path} must be a ${rule.kind} from ${rule.min} to ${rule.max}, got ${describe(value)}`);
}

/**
 * Every group and option of `rules`, taken from `options` or its default; frozen.
 *
 * @param otherNames further names that the caller reads itself.
 */
export function readOptions(
  options: unknown,
  rules: RuleTable,
  otherNames: readonly string[],
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  requireKnownKeys(options, 'options', [...Object.keys(rules), ...otherNames]);
  const config: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [group, groupRules] of Object.entries(rules)) {
    const given = options[group] === undefined ? {} : options[group];
    requireKnownKeys(given, group, Object.keys(groupRules));
    const values: Record<string, unknown> = {};
    for (const [name, rule] of Object.entries(groupRules)) values[name] = readValue(given[name], `${group}.${name}`, rule);
    config[group] = Object.freeze(values);
  }
  return Object.freeze(config);
}
