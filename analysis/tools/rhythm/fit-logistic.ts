const ROUNDS = 4000;
const STEP = 0.3;
/** Keeps weights small where the evidence does not ask for more. */
const DECAY = 1e-3;

interface Judged {
  terms: readonly number[];
  right: boolean;
}

/** Logistic regression by gradient descent: the probability that what has these terms is right. */
export function fitLogistic(judged: readonly Judged[]): { intercept: number; weights: number[] } {
  const count = judged[0]!.terms.length;
  let intercept = 0;
  const weights = new Array<number>(count).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    let slope = 0;
    const gradient = weights.map((weight) => DECAY * weight);
    for (const { terms, right } of judged) {
      const sum = terms.reduce((total, term, i) => total + term * weights[i]!, intercept);
      const error = (1 / (1 + Math.exp(-sum)) - Number(right)) / judged.length;
      slope += error;
      terms.forEach((term, i) => (gradient[i]! += error * term));
    }
    intercept -= STEP * slope;
    gradient.forEach((value, i) => (weights[i]! -= STEP * value));
  }
  return { intercept, weights };
}
