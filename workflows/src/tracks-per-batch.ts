/** A batch is some minutes of one core: long enough to be cheap, short enough that a killed one costs little. */
export const TRACKS_PER_BATCH = 20;
