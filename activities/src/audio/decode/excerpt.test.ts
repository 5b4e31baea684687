import type { Excerpt } from './excerpt.ts';
import { ffmpeg, hasFfmpeg, noisySine, temporaryFolder, testWithFfmpeg, writeWave } from '../test-tools.ts';
import type { Pcm } from '../wave.ts';
import { decode } from './test-tools.ts';
import { decodeStream } from './decode-stream.ts';
import { loudestWindow, middleWindow } from './excerpt.ts';

const folder = temporaryFolder();
const RATE_HZ = 8000;
const decoders = hasFfmpeg ? (['ffmpeg', 'javascript'] as const) : (['javascript'] as const);

/** Ten seconds, of which the seventh and eighth are the loudest. */
function swelling(): Pcm {
  const { channels } = noisySine(RATE_HZ, 10, 2);
  const gain = (i: number) => (Math.floor(i / RATE_HZ) === 6 || Math.floor(i / RATE_HZ) === 7 ? 1 : 0.3);
  return { channels: channels.map((channel) => channel.map((value, i) => value * gain(i))), sampleRateHz: RATE_HZ };
}

const starts: Record<Excerpt['from'], number> = { first: 0, middle: 4, loudest: 6 };
const FORMATS = { ffmpeg: ['wav', 'flac', 'ogg', 'mp3'], javascript: ['flac', 'ogg'] } as const;
const cases = (['first', 'middle', 'loudest'] as const).flatMap((from) =>
  decoders.flatMap((decoder) => FORMATS[decoder].map((extension) => ({ from, decoder, extension }))),
);

testWithFfmpeg.each(cases)('the $from 2 s of a $extension by $decoder', async ({ from, decoder, extension }) => {
  const source = await writeWave(folder.path('source.wav'), swelling());
  const path = extension === 'wav' ? source : ffmpeg(source, folder.path(`encoded.${extension}`));
  const whole = await decode(path, { decoder });
  const { channels, durationSeconds } = await decode(path, { decoder, excerpt: { seconds: 2, from } });
  expect(durationSeconds).toBe(10);
  const start = starts[from] * RATE_HZ;
  expect(channels).toEqual(whole.channels.map((channel) => channel.subarray(start, start + 2 * RATE_HZ)));
});

test('a track that is shorter than its excerpt is read whole', async () => {
  const sound = noisySine(RATE_HZ, 1.5, 1);
  const path = await writeWave(folder.path('short.wav'), sound);
  for (const from of ['first', 'middle', 'loudest'] as const)
    expect((await decode(path, { excerpt: { seconds: 30, from } })).channels).toEqual(sound.channels);
});

test('the middle lies around the middle, the loudest where the energy is', () => {
  expect(middleWindow(30, 180)).toEqual({ startSeconds: 75, seconds: 30 });
  expect(loudestWindow(2, [1, 5, 1, 4, 4, 1])).toEqual({ startSeconds: 3, seconds: 2 });
  expect(loudestWindow(2, [7])).toEqual({ startSeconds: 0, seconds: 2 });
});

testWithFfmpeg(
  'twenty minutes take no more memory than one',
  async () => {
    const source = await writeWave(folder.path('minute.wav'), noisySine(22_050, 60, 2));
    const path = ffmpeg(source, folder.path('long.flac'), '-af', `aloop=loop=19:size=${60 * 22_050}`);
    const walked = async (file: string) => {
      let most = 0;
      const { pieces, durationSeconds } = await decodeStream(file);
      for await (const piece of pieces) if (piece.length > 0) most = Math.max(most, process.memoryUsage().rss);
      return { seconds: durationSeconds(), most };
    };
    const minute = await walked(source);
    const long = await walked(path);
    expect([minute.seconds, long.seconds]).toEqual([60, 1200]);
    expect(long.most - minute.most).toBeLessThan(30 * 2 ** 20);
  },
  120_000,
);
