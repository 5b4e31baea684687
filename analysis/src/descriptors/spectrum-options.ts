/** What a meter must know of the spectra that it is given. */
export interface SpectrumOptions {
  sampleRateHz: number;
  fftSize: number;
}
