/** Throws `TypeError` unless `value` is a finite number >= 0; `name` is how the error names it. */
export function checkAmount(value: number, name: string): number {
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`${name}: must be a finite number >= 0, received ${value}`);
  return value;
}
