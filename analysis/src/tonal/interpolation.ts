/** Rarer frames that four frames are made of. */
export const TAPS = 5;
const LANES = 4;

/**
 * Weights of Catmull and Rom's cubic for four consecutive frames among frames `ratio` times rarer: `[phase][tap][lane]`, taps from the rarer frame
 * before the one that the first lies on or after. A ratio of 8 has two phases: the first four frames after a rarer one, then the other four.
 */
export function interpolationWeights(ratio: number): Float32Array {
  const phases = Math.max(1, ratio / LANES);
  const weights = new Float32Array(phases * TAPS * LANES);
  for (let phase = 0; phase < phases; phase++) {
    for (let lane = 0; lane < LANES; lane++) {
      const position = (phase * LANES + lane) / ratio;
      const whole = Math.floor(position);
      for (const [tap, weight] of cubic(position - whole).entries())
        weights[(phase * TAPS + whole + tap) * LANES + lane] = weight;
    }
  }
  return weights;
}

function cubic(t: number): number[] {
  return [-1, 0, 1, 2].map((node, _, nodes) =>
    nodes.filter((other) => other !== node).reduce((product, other) => (product * (t - other)) / (node - other), 1),
  );
}
