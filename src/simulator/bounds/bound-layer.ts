/** Labels of one segment in the search for the upper bound, as columns. */
export class Layer {
  freeSeconds: Float64Array = new Float64Array(256);
  worth: Float64Array = new Float64Array(256);
  /** The score at most. */
  promise: Float64Array = new Float64Array(256);
  /** Cell of the origin. */
  origin: Int32Array = new Int32Array(256);
  rung: Int32Array = new Int32Array(256);
  /** Its label one segment before. */
  parent: Int32Array = new Int32Array(256);
  size = 0;

  push(freeSeconds: number, worth: number, origin: number, rung: number, parent: number, promise: number): void {
    if (this.size === this.worth.length) this.grow();
    this.freeSeconds[this.size] = freeSeconds;
    this.worth[this.size] = worth;
    this.origin[this.size] = origin;
    this.rung[this.size] = rung;
    this.parent[this.size] = parent;
    this.promise[this.size++] = promise;
  }

  /** Keeps the `most` most promising; answers the best promise of the others. */
  truncate(most: number): number {
    const least = this.promise.slice(0, this.size).sort()[this.size - most] as number;
    let kept = 0;
    let dropped = -Infinity;
    for (let i = 0; i < this.size; i++) {
      if ((this.promise[i] as number) < least || kept === most) {
        dropped = Math.max(dropped, this.promise[i] as number);
        continue;
      }
      this.freeSeconds[kept] = this.freeSeconds[i] as number;
      this.worth[kept] = this.worth[i] as number;
      this.promise[kept] = this.promise[i] as number;
      this.origin[kept] = this.origin[i] as number;
      this.parent[kept] = this.parent[i] as number;
      this.rung[kept++] = this.rung[i] as number;
    }
    this.size = kept;
    return dropped;
  }

  private grow(): void {
    const twice = <T extends Float64Array | Int32Array>(into: T, from: T): T => {
      into.set(from);
      return into;
    };
    const length = 2 * this.size;
    this.freeSeconds = twice(new Float64Array(length), this.freeSeconds);
    this.worth = twice(new Float64Array(length), this.worth);
    this.promise = twice(new Float64Array(length), this.promise);
    this.origin = twice(new Int32Array(length), this.origin);
    this.rung = twice(new Int32Array(length), this.rung);
    this.parent = twice(new Int32Array(length), this.parent);
  }
}
