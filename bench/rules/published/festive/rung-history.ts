/** The rungs of the last segments. */
export class RungHistory {
  /** Segments in a row on the present rung. */
  heldCount = 0;
  private readonly rungs: Int32Array;
  private added = 0;

  constructor(capacity: number) {
    this.rungs = new Int32Array(capacity);
  }

  add(rung: number): void {
    this.heldCount = this.added > 0 && this.at(this.added - 1) === rung ? this.heldCount + 1 : 1;
    this.rungs[this.added++ % this.rungs.length] = rung;
  }

  /** Switches within the segments kept. */
  switchCount(): number {
    let switches = 0;
    for (let i = Math.max(1, this.added - this.rungs.length + 1); i < this.added; i++) {
      if (this.at(i) !== this.at(i - 1)) switches++;
    }
    return switches;
  }

  private at(position: number): number {
    return this.rungs[position % this.rungs.length] as number;
  }
}
