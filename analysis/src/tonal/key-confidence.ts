/** Weights of `confidenceFacts`, made by `node analysis/tools/fit-key.ts`. */
export const CONFIDENCE_WEIGHTS: readonly number[] = [-11.607, 5.829, 6.295, 7.017];
