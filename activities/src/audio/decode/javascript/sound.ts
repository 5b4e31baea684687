/** Sound as it is written to the parent process. */
export interface Sound {
  channelCount: number;
  sampleRateHz: number;
  /** Of WAVEFORMATEXTENSIBLE; 0 where nothing says it. */
  speakerMask: number;
  /** 32-bit floats, one frame (a sample of each channel) after another, in pieces of whole frames. */
  samples: AsyncIterable<Float32Array>;
}
