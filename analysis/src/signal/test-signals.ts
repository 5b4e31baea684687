// Taken out of Math once: a look-up of a global is slow in a test's sandbox.
const { exp, floor, imul, PI, sin } = Math;

/** Synthetic signals of the golden tests; `analysis/tools/test_signals.py` makes the same samples for librosa. */
export const SIGNALS = {
  tone: (rateHz: number) => tone(rateHz, 6),
  noise: (rateHz: number) => whiteNoise(rateHz, 6),
  clicks: (rateHz: number) => clicks(rateHz, 20, 96),
  song: (rateHz: number) => song(rateHz, 16),
} as const;

/** Linear congruential generator (Numerical Recipes), uniform in -1 to 1. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** A4 raised by 30 cents with two overtones. */
export function tone(rateHz: number, seconds: number): Float32Array {
  const base = 440 * 2 ** (30 / 1200);
  return generate(rateHz, seconds, (t) => 0.4 * sine(base, t) + 0.2 * sine(2 * base, t) + 0.1 * sine(3 * base, t));
}

export function whiteNoise(rateHz: number, seconds: number): Float32Array {
  const random = noise(7);
  return generate(rateHz, seconds, () => 0.3 * random());
}

/** Noise bursts on every beat over a faint hiss. */
export function clicks(rateHz: number, seconds: number, bpm: number): Float32Array {
  const random = noise(11);
  return generate(rateHz, seconds, (t) => (0.6 * exp(-80 * (t % (60 / bpm))) + 0.001) * random());
}

/** C F G C, one chord a second, struck twice a second, with a noise burst on every beat (120 bpm). */
export function song(rateHz: number, seconds: number): Float32Array {
  const random = noise(3);
  const chords = [
    [48, 60, 64, 67],
    [53, 60, 65, 69],
    [55, 59, 62, 67],
    [48, 60, 64, 67],
  ];
  return generate(rateHz, seconds, (t) => {
    const struck = exp(-3 * (t % 0.5));
    let value = (0.3 * exp(-60 * (t % 0.5)) + 0.002) * random();
    for (const note of chords[floor(t) % 4]!) {
      const hz = 440 * 2 ** ((note - 69) / 12);
      for (const overtone of [1, 2, 3]) value += ((struck * 0.08) / overtone) * sine(overtone * hz, t);
    }
    return value;
  });
}

export function generate(rateHz: number, seconds: number, value: (t: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, i) => value(i / rateHz));
}

function sine(hz: number, t: number): number {
  return sin(2 * PI * hz * t);
}
