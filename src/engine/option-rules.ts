/** Reads untrusted option objects against a table of rules. */

/** What one option may be. */
export type Rule<Value> =
  | { readonly kind: 'number' | 'whole number'; readonly fallback: Value; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean'; readonly fallback: Value }
  | { readonly kind: 'name'; readonly fallback: Value; readonly names: readonly Value[] };

type RuleTable = { readonly [group: string]: { readonly [name: string]: Rule<unknown> } };

/** A received value, or an error, as a message shows it. Never throws, whatever the value does when it is looked at. */
export function describe(value: unknown): string {
  try {
    if (value === null || value === undefined) return String(value);
    if (value instanceof Error) return String(value).slice(0, 200);
    const shown =
      typeof value === 'string'
        ? JSON.stringify(value.slice(0, 60))
        : typeof value === 'object'
          ? Object.prototype.toString.call(value)
          : String(value);
    return `${shown.slice(0, 60)} (${typeof value})`;
  } catch {
    return `unreadable ${typeof value}`;
  }
}

/** An option by name, read once. Own properties only: what somebody put on `Object.prototype` is nobody's option. */
export const ownValue = <Value extends object, Name extends keyof Value>(options: Value, name: Name): Value[Name] | undefined =>
  Object.hasOwn(options, name) ? options[name] : undefined;

/** Throws unless `value` is a plain object whose own keys all stand in `allowed`. */
export function requireKnownKeys(value: unknown, path: string, allowed: readonly string[]): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${path} must be an object, got ${describe(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) {
      throw new TypeError(`${path}.${key.slice(0, 60)} is not an option; ${path} knows: ${allowed.join(', ')}`);
    }
  }
}

/** A value by its rule; `undefined` is the default. Throws `TypeError` naming path, rule and value. */
export function readValue(value: unknown, path: string, rule: Rule<unknown>): unknown {
  if (value === undefined) return rule.fallback;
  if (rule.kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw new TypeError(`${path} must be true or false, got ${describe(value)}`);
  }
  if (rule.kind === 'name') {
    if (rule.names.includes(value)) return value;
    throw new TypeError(`${path} must be one of ${rule.names.join(', ')}, got ${describe(value)}`);
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
    const own = ownValue(options, group);
    const given = own === undefined ? {} : own;
    requireKnownKeys(given, group, Object.keys(groupRules));
    const values: Record<string, unknown> = {};
    for (const [name, rule] of Object.entries(groupRules)) values[name] = readValue(ownValue(given, name), `${group}.${name}`, rule);
    // Copied: what grew property by property is slow to read.
    config[group] = Object.freeze({ ...values });
  }
  return Object.freeze(config);
}
