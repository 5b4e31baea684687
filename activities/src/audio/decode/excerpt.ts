/** A part of a track in place of the whole. Tracks that are no longer than it are read whole. */
export interface Excerpt {
  seconds: number;
  /** Its first seconds, those around its middle, or the window of this length with the most energy. */
  from: 'first' | 'middle' | 'loudest';
}

/** Starts at a whole second, which is a whole sample at any rate, so that every decoder gives the same samples. */
export interface Window {
  startSeconds: number;
  seconds: number;
}

export function middleWindow(seconds: number, durationSeconds: number): Window {
  return { startSeconds: Math.max(0, Math.floor((durationSeconds - seconds) / 2)), seconds };
}

/** @param energies the sum of all channels' squared samples, a value a second */
export function loudestWindow(seconds: number, energies: readonly number[]): Window {
  const length = Math.max(1, Math.round(seconds));
  const last = Math.max(0, energies.length - length);
  let best = { startSeconds: 0, energy: -1 };
  let energy = energies.slice(0, length).reduce((sum, value) => sum + value, 0);
  for (let startSeconds = 0; startSeconds <= last; startSeconds++) {
    if (energy > best.energy) best = { startSeconds, energy };
    energy += (energies[startSeconds + length] ?? 0) - energies[startSeconds]!;
  }
  return { startSeconds: best.startSeconds, seconds };
}
