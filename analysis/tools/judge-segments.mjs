/**
 * Judges how recordings of several pieces are divided (analysis/src/sets) on sets of known boundaries, made of a folder of music (files of
 * at least 110 s) and of synthesised dance music. Needs ffmpeg and the built workspace (`npm run build`).
 *
 *   node analysis/tools/judge-segments.mjs FOLDER [SEED]
 */
import { createStopwatch, createTrackMeter, segmentSet } from '@sidetrack/analysis';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { danceMusic } from './dance-music.mjs';

const RATE_HZ = 22_050;
const PIECE_SAMPLES = 65_536;
const SHORTEST_TRACK_SECONDS = 110;
const TOLERANCES_SECONDS = [10, 20];

const [folder, seed = '5'] = process.argv.slice(2);
if (!folder) throw new Error('Say which folder holds the music: node analysis/tools/judge-segments.mjs FOLDER [SEED]');
const random = randomOf(Number(seed));
const meter = createTrackMeter(createStopwatch(() => performance.now()));
const files = readdirSync(folder)
  .map((file) => join(folder, file))
  .filter((file) => decode(file).length > SHORTEST_TRACK_SECONDS * RATE_HZ);
const between = (low, high) => low + random() * (high - low);
const excerpt = (file) => decode(file, 10, between(110, 230));
const dance = (lowest, highest) =>
  danceMusic({ random, rateHz: RATE_HZ, bpm: between(lowest, highest), seconds: between(170, 300) });

judge(
  'whole tracks, 1 s',
  shuffled(files)
    .slice(0, 11)
    .map((file) => decode(file)),
  1,
);
judge(
  'whole tracks, 8 s',
  shuffled(files)
    .slice(0, 11)
    .map((file) => decode(file)),
  8,
);
judge('excerpts, 15 s', shuffled(files).slice(0, 16).map(excerpt), 15);
judge(
  'dance, one tempo, 20 s',
  Array.from({ length: 8 }, () => dance(126, 126)),
  20,
);
judge(
  'dance, tempi, 8 s',
  Array.from({ length: 8 }, () => dance(118, 134)),
  8,
);

function judge(name, parts, fadeSeconds) {
  const { samples, boundaries } = crossfaded(parts, Math.round(fadeSeconds * RATE_HZ));
  meter.start({ sampleRateHz: RATE_HZ, layout: ['FC'] });
  for (let at = 0; at < samples.length; at += PIECE_SAMPLES) meter.push([samples.subarray(at, at + PIECE_SAMPLES)]);
  const { features, contours } = meter.finish();
  const durationSeconds = samples.length / RATE_HZ;
  const segments = segmentSet({ contours, beatTimesSeconds: features.beatTimesSeconds, durationSeconds });
  const starts = segments.slice(1).map(({ startSeconds }) => startSeconds);
  const hits = TOLERANCES_SECONDS.map((tolerance) => {
    const found = boundaries.filter((boundary) => starts.some((start) => Math.abs(start - boundary) <= tolerance));
    return `${found.length} within ${tolerance} s`;
  });
  process.stdout.write(`${name}: ${boundaries.length} boundaries, ${starts.length} found, ${hits.join(', ')}\n`);
}

/** Equal power. Boundaries lie in the middle of the fades. */
function crossfaded(parts, fade) {
  const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0) - fade * (parts.length - 1));
  const boundaries = [];
  let start = 0;
  parts.forEach((part, index) => {
    const [isFirst, isLast] = [index === 0, index === parts.length - 1];
    for (let i = 0; i < part.length; i++) {
      const rise = isFirst ? 1 : Math.min(1, i / fade);
      const fall = isLast ? 1 : Math.min(1, (part.length - i) / fade);
      samples[start + i] += part[i] * Math.sqrt(rise * fall);
    }
    if (!isFirst) boundaries.push((start + fade / 2) / RATE_HZ);
    start += part.length - fade;
  });
  return { samples, boundaries };
}

function decode(file, fromSeconds = 0, seconds = 86_400) {
  const range = ['-ss', String(fromSeconds), '-t', String(seconds)];
  const format = ['-ac', '1', '-ar', String(RATE_HZ), '-f', 'f32le', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'quiet', ...range, '-i', file, ...format], { maxBuffer: 2 ** 30 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

function shuffled(values) {
  return values
    .map((value) => [random(), value])
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

/** Uniform in 0 to 1. */
function randomOf(state) {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
