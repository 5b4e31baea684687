import { scoreTrack, type Axis, type TrackScores } from '@sidetrack/analysis';
import { ffmpeg, temporaryFolder, testWithFfmpeg, writeWave } from '../audio/test-tools.ts';
import { analyzeFile } from './analyze-file.ts';

const RATE_HZ = 44_100;
const SECONDS = 20;
const CODECS = {
  'mp3 320': ['mp3', '-b:a', '320k'],
  'mp3 128': ['mp3', '-b:a', '128k'],
  ogg: ['ogg', '-c:a', 'libvorbis', '-b:a', '160k'],
  aac: ['m4a', '-c:a', 'aac', '-b:a', '160k'],
  opus: ['opus', '-c:a', 'libopus', '-b:a', '96k'],
} as const;

const folder = temporaryFolder();

/** A piece made by rule: kick and hat on the beat, chords above that change every four beats. */
function piece(): Float32Array {
  const beat = (60 / 112) * RATE_HZ;
  let noise = 1;
  return Float32Array.from({ length: SECONDS * RATE_HZ }, (_, i) => {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) | 0;
    const seconds = (i % beat) / RATE_HZ;
    const root = [220, 174.6, 261.6, 196][Math.floor(i / (4 * beat)) % 4]!;
    const chord = [1, 1.2599, 1.4983].reduce((sum, ratio) => {
      const turn = (2 * Math.PI * root * ratio * i) / RATE_HZ;
      return sum + Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.3 * Math.sin(3 * turn);
    }, 0);
    const kick = Math.exp(-seconds / 0.06) * Math.sin(2 * Math.PI * 55 * seconds);
    const hat = Math.exp(-seconds / 0.02) * (noise / 2 ** 31);
    return 0.4 * kick + 0.06 * chord * Math.exp(-seconds / 0.5) + 0.12 * hat;
  });
}

const scoresOf = async (path: string, excerptFrom: 'first' | 'middle' | 'loudest' = 'middle', excerptSeconds = 0) => {
  const { scores } = await analyzeFile(path, {
    excerptSeconds,
    excerptFrom,
    models: ['musicnn-msd'],
    scoreOf: ({ features, tags, heads }) => scoreTrack({ features, modelTags: tags, heads, tags: [] }),
  });
  return scores;
};

/** How far scores lie from others, on each axis, over half the width of the others' intervals. */
function distances(scores: TrackScores, from: TrackScores): Partial<Record<Axis, number>> {
  return Object.fromEntries(
    Object.entries(from).map(([axis, { value, low, high }]) => [
      axis,
      Math.abs(scores[axis as Axis]!.value - value) / ((high - low) / 2),
    ]),
  );
}

testWithFfmpeg(
  'the same piece has the same scores within its intervals, whatever the codec, the bitrate and the excerpt',
  async () => {
    const channel = piece();
    const whole = await writeWave(folder.path('piece.wav'), { sampleRateHz: RATE_HZ, channels: [channel, channel] });
    const reference = await scoresOf(whole);
    for (const [name, [extension, ...args]] of Object.entries(CODECS)) {
      const coded = ffmpeg(whole, folder.path(`${name.replace(' ', '-')}.${extension}`), ...args);
      for (const [axis, distance] of Object.entries(distances(await scoresOf(coded), reference)))
        expect({ name, axis, isNear: distance < 0.35 }).toEqual({ name, axis, isNear: true });
    }
    for (const from of ['first', 'middle', 'loudest'] as const)
      for (const [axis, distance] of Object.entries(distances(await scoresOf(whole, from, 10), reference)))
        expect({ from, axis, isNear: distance < 1 }).toEqual({ from, axis, isNear: true });
  },
  300_000,
);
