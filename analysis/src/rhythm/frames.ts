export const MEL_BANDS = 128;
/** Frames a second of the mel rows: librosa's default hop of 512 samples at 22,050 Hz. */
export const FRAME_RATE_HZ = 22050 / 512;
/** An onset strength is written half an FFT of 2048 samples after the rise, so that it lines up with the sound. */
export const ONSET_DELAY_FRAMES = 2;
