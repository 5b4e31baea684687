import type { FileWindow } from '../../hash/file-window.ts';
import { readAiffFormat, readWaveFormat } from './pcm-format.ts';
import { sampleReader } from './samples.ts';
import type { Sound } from './sound.ts';

/**
 * Uncompressed samples of a WAV or AIFF file, of any depth: audio-decode divides 16-bit samples by 32,767, refuses 32-bit ones and knows no
 * loudspeakers. undefined: they are compressed, or written in no usual way.
 */
export async function openPcm(file: FileWindow, encoding: 'wav' | 'aiff'): Promise<Sound | undefined> {
  const format = await (encoding === 'wav' ? readWaveFormat(file) : readAiffFormat(file));
  const read = format && sampleReader(format);
  if (!read) return undefined;
  const { channelCount, sampleRateHz, speakerMask, dataStart, dataEnd, bytesPerSample } = format;
  async function* samples(): AsyncGenerator<Float32Array, void> {
    let cut = Buffer.alloc(0);
    for await (const chunk of file.stream(dataStart, dataEnd)) {
      const bytes = cut.length > 0 ? Buffer.concat([cut, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % (bytesPerSample * channelCount));
      yield read!(bytes.subarray(0, whole));
      cut = Buffer.from(bytes.subarray(whole));
    }
  }
  return { channelCount, sampleRateHz, speakerMask, samples: samples() };
}
