export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Seconds in steps of two per cent. */
export class Histogram {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(seconds: number): void {
    const step = Math.ceil(Math.log(Math.max(1, seconds)) / Math.log(1.02));
    this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
    this.total += 1;
  }

  percentiles(): Percentiles {
    const steps = [...this.counts].sort(([a], [b]) => a - b);
    const at = (share: number): number => {
      let left = share * this.total;
      for (const [step, count] of steps) if ((left -= count) <= 0) return 1.02 ** step;
      return NaN;
    };
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}
