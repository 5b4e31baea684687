/** Sample rate of the mono signal that all spectral features are measured on. */
export const FEATURE_SAMPLE_RATE_HZ = 22_050;
export const WINDOW_SAMPLES = 2048;
export const HOP_SAMPLES = 512;
export const FRAME_RATE_HZ = FEATURE_SAMPLE_RATE_HZ / HOP_SAMPLES;
