/** Reads untrusted option objects against a table of rules. */

/** What a value must be. */
export interface Requirement {
  /** Completes "must be ...". */
  readonly is: string;
  readonly allows: (value: unknown) => boolean;
}

/** What one option may be, and is when it is not given. */
export interface Rule<Value> extends Requirement {
  readonly fallback: Value;
}

/** The rules of all options, by group and name. */
export type RuleTable = { readonly [group: string]: { readonly [name: string]: Rule<unknown> } };

export const number = (fallback: number, min: number, max: number): Rule<number> => ({
  fallback,
  is: `a number from ${min} to ${max}`,
  allows: (value) => typeof value === 'number' && value >= min && value <= max,
});

export const whole = (fallback: number, min: number, max: number): Rule<number> => ({
  fallback,
  is: `a whole number from ${min} to ${max}`,
  allows: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
});

export const flag = (fallback: boolean): Rule<boolean> => ({
  fallback,
  is: 'true or false',
  allows: (value) => typeof value === 'boolean',
});

/** The first name is the default. */
export const oneOf = <Name extends string>(names: readonly Name[]): Rule<Name> => ({
  fallback: names[0] as Name,
  is: `one of ${names.join(', ')}`,
  allows: (value) => names.includes(value as Name),
});

export const FUNCTION: Requirement = { is: 'a function', allows: (value) => typeof value === 'function' };
const OBJECT: Requirement = { is: 'an object', allows: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) };

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

/** The value, if it is what it must be. Else throws `TypeError` naming path, rule and value. */
export function check<Value>(value: Value, path: string, { is, allows }: Requirement): Value {
  if (!allows(value)) throw new TypeError(`${path} must be ${is}, got ${describe(value)}`);
  return value;
}

/** Throws unless `value` is a plain object whose own keys all stand in `allowed`. */
export function requireKnownKeys(value: unknown, path: string, allowed: readonly string[]): asserts value is Record<string, unknown> {
  for (const key of Object.keys(check(value, path, OBJECT) as object)) {
    if (!allowed.includes(key)) {
      throw new TypeError(`${path}.${key.slice(0, 60)} is not an option; ${path} knows: ${allowed.join(', ')}`);
    }
  }
}

/** An option by name; undefined where it is not given. Throws as {@link check} does. */
export function readOption<Value extends object, Name extends keyof Value & string>(
  options: Value,
  name: Name,
  rule: Requirement,
  path: string = name,
): Value[Name] | undefined {
  const value = ownValue(options, name);
  return value === undefined ? undefined : check(value, path, rule);
}
