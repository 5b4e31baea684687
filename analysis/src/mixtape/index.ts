export { MIXTAPE_MINUTES } from './attempt.ts';
export { makeMixtape } from './mixtape.ts';
export { wheelName } from './steps.ts';
export { toldStep } from './words.ts';
export type { ChosenTrack, LeftOut, Mixtape, MixtapeOptions, MixtapeStep, MixtapeTrack, MixtapeWeek } from './types.ts';
