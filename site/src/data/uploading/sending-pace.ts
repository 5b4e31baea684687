/** Bytes that had gone at a moment, in milliseconds. */
export interface PaceSample {
  at: number;
  sent: number;
}

const WINDOW_MILLISECONDS = 15_000;
const SHORTEST_MILLISECONDS = 1500;

/** The samples with one more; a step back (a connection that broke had promised more than arrived) begins anew. */
export function withPaceSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.sent < last.sent) return [sample];
  return [...samples.filter(({ at }) => at > sample.at - WINDOW_MILLISECONDS), sample];
}

/** Seconds until all bytes have gone, at the pace of the last seconds; null while no pace can be told. */
export function sendingSecondsLeft(samples: readonly PaceSample[], bytes: number): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const elapsed = last.at - first.at;
  const gone = last.sent - first.sent;
  if (gone <= 0 || elapsed < SHORTEST_MILLISECONDS) return null;
  return ((bytes - last.sent) * elapsed) / gone / 1000;
}
