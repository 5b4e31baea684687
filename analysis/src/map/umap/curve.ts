/** How near two points of the map are counted: 1 / (1 + a d^(2b)) at distance d. */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

/**
 * The curve that is nearest, in the mean square of 300 points from 0 to three times `spread`, to 1 up to `minDist` and exp(-(d - minDist) /
 * spread) beyond: how UMAP turns its two settings into the forces of the map (umap-learn's `find_ab_params`). Gauss and Newton's
 * method with Levenberg's damping.
 */
export function fitCurve(minDist: number, spread = 1): Curve {
  const samples = Array.from({ length: SAMPLES }, (_, i) => {
    const distance = (3 * spread * i) / (SAMPLES - 1);
    return { distance, wanted: distance < minDist ? 1 : Math.exp(-(distance - minDist) / spread) };
  });
  let curve: Curve = { a: 1, b: 1 };
  let damping = 1e-3;
  let error = errorOf(curve, samples);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = improved(curve, samples, damping);
    const nextError = errorOf(next, samples);
    if (!(nextError < error)) {
      damping *= 10;
      if (damping > 1e12) break;
      continue;
    }
    const gain = error - nextError;
    [curve, error, damping] = [next, nextError, damping / 10];
    if (gain < 1e-15 * error) break;
  }
  return curve;
}

const SAMPLES = 300;
const MOST_STEPS = 200;

interface Sample {
  readonly distance: number;
  readonly wanted: number;
}

const valueOf = ({ a, b }: Curve, distance: number) => 1 / (1 + a * distance ** (2 * b));

function errorOf(curve: Curve, samples: readonly Sample[]): number {
  return samples.reduce((sum, { distance, wanted }) => sum + (valueOf(curve, distance) - wanted) ** 2, 0);
}

function improved({ a, b }: Curve, samples: readonly Sample[], damping: number): Curve {
  let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
  for (const { distance, wanted } of samples) {
    if (distance === 0) continue;
    const power = distance ** (2 * b);
    const value = valueOf({ a, b }, distance);
    const byA = -power * value ** 2;
    const byB = 2 * a * Math.log(distance) * byA;
    const rest = wanted - value;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ra += byA * rest;
    rb += byB * rest;
  }
  aa *= 1 + damping;
  bb *= 1 + damping;
  const determinant = aa * bb - ab * ab;
  return { a: a + (bb * ra - ab * rb) / determinant, b: b + (aa * rb - ab * ra) / determinant };
}
