/** Decoded audio: one array a channel, all of one length, nominal range -1 to 1. */
export interface Pcm {
  channels: Float32Array[];
  sampleRateHz: number;
}

/** Bytes of a WAV file of 32-bit floats. */
export function floatWave({ channels, sampleRateHz }: Pcm): Buffer {
  const frames = channels[0]?.length ?? 0;
  const dataBytes = frames * channels.length * 4;
  const wave = Buffer.alloc(44 + dataBytes);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + dataBytes, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(IEEE_FLOAT, 20);
  wave.writeUInt16LE(channels.length, 22);
  wave.writeUInt32LE(sampleRateHz, 24);
  wave.writeUInt32LE(sampleRateHz * channels.length * 4, 28);
  wave.writeUInt16LE(channels.length * 4, 32);
  wave.writeUInt16LE(32, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(dataBytes, 40);
  for (let frame = 0; frame < frames; frame++) {
    for (const [index, channel] of channels.entries())
      wave.writeFloatLE(channel[frame]!, 44 + (frame * channels.length + index) * 4);
  }
  return wave;
}

const IEEE_FLOAT = 3;
