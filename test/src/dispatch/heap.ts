/** A binary heap: the least first, by a number. */
export class Heap<T> {
  private readonly entries: { key: number; value: T }[] = [];

  get size(): number {
    return this.entries.length;
  }

  least(): { key: number; value: T } | undefined {
    return this.entries[0];
  }

  push(key: number, value: T): void {
    const { entries } = this;
    const entry = { key, value };
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (entries[above]!.key <= key) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  pop(): T | undefined {
    const { entries } = this;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined || entries.length === 0) return first?.value;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && entries[below + 1]!.key < entries[below]!.key) below += 1;
      if (entries[below]!.key >= last.key) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return first.value;
  }
}
