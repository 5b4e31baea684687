/** Weights of `confidenceFacts`, made by `node analysis/tools/fit-key.ts`. */
export const CONFIDENCE_WEIGHTS: readonly number[] = [-11.37, 5.322, 6.133, 7.345];
