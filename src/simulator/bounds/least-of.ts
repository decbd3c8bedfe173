/** Answers "where is the least of values from..to" at once (a sparse table). */
export class LeastOf {
  readonly values: Float64Array;
  private readonly rows: Int32Array[] = [];

  constructor(values: Float64Array) {
    this.values = values;
    const count = values.length;
    const first = new Int32Array(count);
    for (let i = 0; i < count; i++) first[i] = i;
    this.rows.push(first);
    for (let width = 2; width <= count; width *= 2) {
      const half = this.rows.at(-1) as Int32Array;
      const row = new Int32Array(count - width + 1);
      for (let i = 0; i < row.length; i++) {
        const left = half[i] as number;
        const right = half[i + width / 2] as number;
        row[i] = (values[right] as number) < (values[left] as number) ? right : left;
      }
      this.rows.push(row);
    }
  }

  /** Both ends included; within the values. */
  indexBetween(from: number, to: number): number {
    const level = 31 - Math.clz32(to - from + 1);
    const row = this.rows[level] as Int32Array;
    const left = row[from] as number;
    const right = row[to - (1 << level) + 1] as number;
    return (this.values[right] as number) < (this.values[left] as number) ? right : left;
  }
}
