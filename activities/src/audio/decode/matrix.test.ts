import type { ChannelLayout } from './layout.ts';
import { ffmpeg, noisySine, temporaryFolder, testWithFfmpeg, writeWave } from '../test-tools.ts';
import type { DecodeOptions } from './decode-stream.ts';
import { decodeStream } from './decode-stream.ts';

const folder = temporaryFolder();
const STEREO: ChannelLayout = ['FL', 'FR'];
const MONO: ChannelLayout = ['FC'];
const SURROUND: ChannelLayout = ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'];
const LAYOUTS: Readonly<Record<number, ChannelLayout>> = { 1: MONO, 2: STEREO, 6: SURROUND };

interface Case {
  rateHz: number;
  channels: number;
  seconds: number;
  extension: string;
  args: string[];
  /** Of the decoded sound, where the encoder changes it. */
  decodedHz?: number;
  /** How far the sound may be from what went in; undefined: the encoder loses too much to say. */
  loss?: number;
}

/** Without perceptual noise substitution, whose noise each decoder draws for itself (ISO/IEC 14496-3, 4.6.13). */
const AAC = ['-c:a', 'aac', '-aac_pns', '0'];
const S16 = 2 ** -15;
const cases: Case[] = [
  { rateHz: 44_100, channels: 2, seconds: 1, extension: 'mp3', args: ['-b:a', '192k'] },
  { rateHz: 44_100, channels: 2, seconds: 1, extension: 'mp3', args: ['-q:a', '3'] },
  { rateHz: 44_100, channels: 2, seconds: 1, extension: 'mp3', args: ['-write_xing', '0'] },
  { rateHz: 8000, channels: 1, seconds: 1, extension: 'mp3', args: [] },
  { rateHz: 22_050, channels: 2, seconds: 0.2, extension: 'mp3', args: [] },
  ...[8000, 44_100, 96_000, 192_000].map((rateHz) => ({
    ...{ rateHz, channels: 2, seconds: 0.5, extension: 'flac', args: ['-sample_fmt', 's16'], loss: 2 * S16 },
  })),
  { rateHz: 48_000, channels: 6, seconds: 0.5, extension: 'flac', args: ['-sample_fmt', 's32'], loss: 1e-6 },
  { rateHz: 44_100, channels: 1, seconds: 0.2, extension: 'flac', args: [], loss: 2 * S16 },
  { rateHz: 44_100, channels: 2, seconds: 1, extension: 'ogg', args: ['-c:a', 'libvorbis'] },
  { rateHz: 48_000, channels: 6, seconds: 1, extension: 'ogg', args: ['-c:a', 'libvorbis'] },
  { rateHz: 8000, channels: 1, seconds: 0.2, extension: 'ogg', args: ['-c:a', 'libvorbis'] },
  { rateHz: 44_100, channels: 2, seconds: 1, extension: 'opus', args: ['-c:a', 'libopus'], decodedHz: 48_000 },
  { rateHz: 48_000, channels: 6, seconds: 1, extension: 'opus', args: ['-c:a', 'libopus'] },
  { rateHz: 8000, channels: 1, seconds: 0.2, extension: 'opus', args: ['-c:a', 'libopus'], decodedHz: 48_000 },
  { rateHz: 44_100, channels: 2, seconds: 1.234, extension: 'm4a', args: AAC },
  { rateHz: 8000, channels: 1, seconds: 0.2, extension: 'm4a', args: AAC },
  { rateHz: 48_000, channels: 6, seconds: 1, extension: 'm4a', args: AAC },
  {
    rateHz: 44_100,
    channels: 2,
    seconds: 1,
    extension: 'm4a',
    args: ['-c:a', 'alac', '-sample_fmt', 's16p'],
    loss: 2 * S16,
  },
  {
    rateHz: 96_000,
    channels: 2,
    seconds: 0.5,
    extension: 'm4a',
    args: ['-c:a', 'alac', '-sample_fmt', 's32p'],
    loss: 1e-6,
  },
  {
    rateHz: 48_000,
    channels: 6,
    seconds: 0.5,
    extension: 'm4a',
    args: ['-c:a', 'alac', '-sample_fmt', 's16p'],
    loss: 2 * S16,
  },
  ...['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le'].map((codec, i) => ({
    ...{
      rateHz: 44_100,
      channels: 2,
      seconds: 0.2,
      extension: 'wav',
      args: ['-c:a', codec],
      loss: i === 0 ? 0.02 : 2 * S16,
    },
  })),
  { rateHz: 48_000, channels: 6, seconds: 0.2, extension: 'wav', args: ['-c:a', 'pcm_s24le'], loss: 1e-6 },
  { rateHz: 192_000, channels: 1, seconds: 0.2, extension: 'wav', args: ['-c:a', 'pcm_s16le'], loss: 2 * S16 },
  ...['pcm_s8', 'pcm_s16be', 'pcm_s24be', 'pcm_s32be', 'pcm_s16le', 'pcm_f32be'].map((codec, i) => ({
    ...{
      rateHz: 44_100,
      channels: 2,
      seconds: 0.2,
      extension: 'aiff',
      args: ['-c:a', codec],
      loss: i === 0 ? 0.02 : 2 * S16,
    },
  })),
];

describe.each(cases)('$extension $args: $channels x $seconds s at $rateHz Hz', (encoded) => {
  const { rateHz, channels, seconds, extension, args, decodedHz = rateHz, loss } = encoded;
  testWithFfmpeg('all decoders give the same sound, of the right length', async () => {
    const sound = noisySine(rateHz, seconds, channels);
    const path = ffmpeg(
      await writeWave(folder.path('source.wav'), sound),
      folder.path(`encoded.${extension}`),
      ...(channels === 6 ? ['-af', 'aformat=channel_layouts=5.1'] : []),
      ...args,
    );
    const [one, ...others] = await Promise.all([
      collect(path, { decoder: 'ffmpeg' }),
      collect(path, { decoder: 'javascript' }),
      collect(path, { decoder: 'webassembly' }),
    ]);
    for (const decoded of [one, ...others])
      expect(decoded).toMatchObject({ sampleRateHz: decodedHz, layout: LAYOUTS[channels] });
    const isPadded = args.includes('-write_xing');
    expect(one.channels[0]).toHaveLength(isPadded ? 46_080 : Math.round(seconds * decodedHz));
    for (const other of others) expect(worst(other.channels, one.channels)).toBeLessThan(1e-4);
    if (loss !== undefined) expect(worst(one.channels, sound.channels)).toBeLessThan(loss);
  });
});

async function collect(path: string, options: DecodeOptions) {
  const { pieces, channelCount, sampleRateHz, layout } = await decodeStream(path, options);
  const channels: number[][] = Array.from({ length: channelCount }, () => []);
  for await (const piece of pieces)
    for (const [i, samples] of piece.entries()) for (const sample of samples) channels[i]!.push(sample);
  return { channels, sampleRateHz, layout };
}

/** NaN where the lengths differ. */
function worst(actual: readonly ArrayLike<number>[], expected: readonly ArrayLike<number>[]): number {
  let difference = 0;
  for (const [i, channel] of expected.entries()) {
    if (actual[i]?.length !== channel.length) return NaN;
    for (let at = 0; at < channel.length; at++)
      difference = Math.max(difference, Math.abs(actual[i][at]! - channel[at]!));
  }
  return difference;
}
