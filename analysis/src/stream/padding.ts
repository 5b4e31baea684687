/** What lies beyond the ends of a signal: silence, or the signal mirrored at its first and last sample (`numpy.pad`). */
export type PadMode = 'zero' | 'reflect';

/**
 * Fills the `pad` values before a signal that starts at `buffer[pad]`.
 * @param seen samples of the signal so far: all of them, or more than `pad`
 */
export function padStart(buffer: Float32Array, pad: number, seen: number, mode: PadMode): void {
  if (mode === 'zero' || seen === 0) return;
  for (let i = 1; i <= pad; i++) buffer[pad - i] = buffer[pad + mirrored(i, seen)]!;
}

export interface End {
  pad: number;
  /** Samples of the whole signal. */
  seen: number;
  padMode: PadMode;
}

/** Fills the values from the end of the signal on (at `buffer[filled]`): `pad` of them by the mode, silence after that. */
export function padEnd(buffer: Float32Array, filled: number, { pad, seen, padMode }: End): void {
  buffer.fill(0, filled);
  if (padMode === 'zero' || seen === 0) return;
  for (let i = 1; i <= pad; i++) buffer[filled - 1 + i] = buffer[filled - 1 - mirrored(i, seen)]!;
}

/** How far from the edge inside a signal of `length` samples lies what is mirrored to `distance` beyond it. */
function mirrored(distance: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = distance % period;
  return Math.min(within, period - within);
}
