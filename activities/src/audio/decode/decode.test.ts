import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UnreadableAudioError } from '../errors.ts';
import { ffmpeg, hasFfmpeg, sine, temporaryFolder, testWithFfmpeg, writeWave } from '../test-tools.ts';
import { floatWave } from '../wave.ts';
import { decode } from './test-tools.ts';
import { deinterleaved } from './deinterleave.ts';
import { startLimited } from './limited-process.ts';

const folder = temporaryFolder();
const decoders = hasFfmpeg ? (['ffmpeg', 'javascript'] as const) : (['javascript'] as const);

describe.each(decoders)('decoding with %s', (decoder) => {
  test.each([
    [44100, 2],
    [8000, 1],
  ])('gives samples at the native rate of %i Hz with %i channel(s)', async (rateHz, channels) => {
    const pcm = sine(rateHz, 2, channels);
    const decoded = await decode(await writeWave(folder.path('tone.wav'), pcm), { decoder });
    expect(decoded).toMatchObject({ sampleRateHz: rateHz, durationSeconds: 2 });
    expect(decoded.channels).toHaveLength(channels);
    expect(worstDifference(decoded.channels[channels - 1]!, pcm.channels[channels - 1]!)).toBeLessThan(1e-6);
  });

  test('an excerpt is the middle of the track, its duration that of the whole', async () => {
    const pcm = sine(8000, 10, 1);
    const path = await writeWave(folder.path('long.wav'), pcm);
    const { channels, durationSeconds } = await decode(path, { decoder, excerpt: { seconds: 4, from: 'middle' } });
    expect(durationSeconds).toBe(10);
    expect(worstDifference(channels[0]!, pcm.channels[0]!.subarray(24000, 56000))).toBeLessThan(1e-6);
  });

  test.each([
    ['empty', '', 'the file is empty'],
    ['words', 'This is a letter, not a song.\n'.repeat(200), 'this is not audio that can be decoded'],
    ['a playlist', '#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n', 'this is not audio that can be decoded'],
    ['a list for ffmpeg', 'ffconcat version 1.0\nfile /etc/passwd\n', 'this is not audio that can be decoded'],
    [
      'a WAV without samples',
      floatWave({ channels: [new Float32Array()], sampleRateHz: 8000 }),
      /holds no audio|not audio/,
    ],
  ])('%s under the name of an MP3 is refused with one sentence', async (_, content, reason) => {
    const path = folder.path('bad.mp3');
    await writeFile(path, content);
    const failure = await decode(path, { decoder }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableAudioError);
    expect((failure as UnreadableAudioError).reason).toMatch(reason);
  });

  test('a decoder that takes too long is ended', async () => {
    const path = await writeWave(folder.path('slow.wav'), sine(8000, 5));
    const limits = { timeoutSeconds: 0.001, memoryBytes: 2 ** 30 };
    await expect(decode(path, { decoder, limits })).rejects.toThrow('decoding took longer than 0.001 s');
  });
});

testWithFfmpeg('a truncated file gives what there is', async () => {
  const source = await writeWave(folder.path('source.wav'), sine(48000, 3));
  const flac = ffmpeg(source, folder.path('whole.flac'), '-c:a', 'flac');
  const bytes = await readFile(flac);
  await writeFile(folder.path('half.flac'), bytes.subarray(0, bytes.length / 2));
  for (const decoder of decoders) {
    const { durationSeconds } = await decode(folder.path('half.flac'), { decoder });
    expect(durationSeconds).toBeGreaterThan(1);
  }
});

test('a process that needs too much memory is ended', async () => {
  const greedy = 'const kept = []; setInterval(() => kept.push(new Float64Array(2 ** 21).fill(1)), 5)';
  const limits = { timeoutSeconds: 30, memoryBytes: 300 * 2 ** 20 };
  const { output, end } = await startLimited(process.execPath, ['-e', greedy], limits);
  await output.next();
  if (process.platform === 'linux') expect(await end()).toMatchObject({ exceeded: 'memory', isBroken: true });
}, 40_000);

test('samples are told apart however their bytes are cut', async () => {
  const { channels } = sine(8000, 4, 3);
  const bytes = floatWave({ channels, sampleRateHz: 8000 }).subarray(44);
  const chunks = function* () {
    for (let at = 0; at < bytes.length; at += 1001) yield bytes.subarray(at, at + 1001);
  };
  const got: number[][] = [[], [], []];
  for await (const piece of deinterleaved(Readable.from(chunks()), 3))
    piece.forEach((channel, i) => got[i]!.push(...channel));
  expect(got).toEqual(channels.map((channel) => [...channel]));
});

function worstDifference(actual: Float32Array, expected: Float32Array): number {
  let worst = 0;
  for (let i = 0; i < Math.min(actual.length, expected.length); i++)
    worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  return worst;
}
