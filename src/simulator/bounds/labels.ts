/** Labels of one step of the optimum's search, as columns. */

/** One label: a way to have loaded some number of segments. See `optimum.ts` for what the columns mean. */
export class Labels {
  size = 0;
  freeSeconds: Float64Array;
  roomSeconds: Float64Array;
  worth: Float64Array;
  unstalledWorth: Float64Array;
  promise: Float64Array;
  rung: Uint16Array;
  parent: Int32Array;

  constructor(capacity: number) {
    this.freeSeconds = new Float64Array(capacity);
    this.roomSeconds = new Float64Array(capacity);
    this.worth = new Float64Array(capacity);
    this.unstalledWorth = new Float64Array(capacity);
    this.promise = new Float64Array(capacity);
    this.rung = new Uint16Array(capacity);
    this.parent = new Int32Array(capacity);
  }

  push(free: number, room: number, worth: number, unstalled: number, rung: number, parent: number, promise = 0): void {
    const i = this.size++;
    if (i >= this.worth.length) this.grow();
    this.freeSeconds[i] = free;
    this.roomSeconds[i] = room;
    this.worth[i] = worth;
    this.unstalledWorth[i] = unstalled;
    this.promise[i] = promise;
    this.rung[i] = rung;
    this.parent[i] = parent;
  }

  /**
   * At most `most` labels, in the same order: the most promising, or, if `diverse`, half of them the most promising for each second of
   * buffer, as promises flatter some kinds of label more than others. `dropped` is the best promise among those left out.
   */
  truncate(most: number, diverse: boolean, stallPrice: number): { labels: Labels; dropped: number } {
    if (this.size <= most) return { labels: this, dropped: -Infinity };
    const { promise, freeSeconds, worth, unstalledWorth } = this;
    const ranked = Int32Array.from({ length: this.size }, (_, i) => i).sort((a, b) => (promise[b] as number) - (promise[a] as number));
    const bufferOf = (i: number): number =>
      Math.floor(((unstalledWorth[i] as number) - (worth[i] as number)) / stallPrice - (freeSeconds[i] as number));
    const held = new Map<number, number>();
    for (const i of ranked) held.set(bufferOf(i), 0);
    const share = Math.max(1, Math.floor(most / 2 / held.size));
    const isKept = new Uint8Array(this.size);
    let dropped = -Infinity;
    let count = 0;
    for (const i of ranked) {
      const buffer = bufferOf(i);
      const alike = held.get(buffer) as number;
      if (count < most && (count < most / (diverse ? 2 : 1) || alike < share)) {
        isKept[i] = 1;
        count++;
        held.set(buffer, alike + 1);
      } else dropped = Math.max(dropped, promise[i] as number);
    }
    const labels = new Labels(most);
    for (let i = 0; i < this.size; i++) if (isKept[i] === 1) labels.copy(this, i);
    return { labels, dropped };
  }

  /** Appends a label of another step's. */
  copy(from: Labels, i: number): void {
    const { freeSeconds, roomSeconds, worth, unstalledWorth, rung, parent, promise } = from;
    this.push(
      freeSeconds[i] as number,
      roomSeconds[i] as number,
      worth[i] as number,
      unstalledWorth[i] as number,
      rung[i] as number,
      parent[i] as number,
      promise[i] as number,
    );
  }

  private grow(): void {
    const capacity = this.worth.length * 2;
    const wider = (column: Float64Array): Float64Array => {
      const copy = new Float64Array(capacity);
      copy.set(column);
      return copy;
    };
    this.freeSeconds = wider(this.freeSeconds);
    this.roomSeconds = wider(this.roomSeconds);
    this.worth = wider(this.worth);
    this.unstalledWorth = wider(this.unstalledWorth);
    this.promise = wider(this.promise);
    const rung = new Uint16Array(capacity);
    rung.set(this.rung);
    this.rung = rung;
    const parent = new Int32Array(capacity);
    parent.set(this.parent);
    this.parent = parent;
  }
}
