import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { cacheDir, root } from '../../tools/lib/places.mjs';
import { which } from '../../tools/lib/run.mjs';
import { say } from '../../tools/lib/steps.mjs';

const SECONDS = 180;
const folder = join(cacheDir, 'bench-music');
const tracks = join(folder, 'wesnoth-1.16-music');
const samples = join(root, 'sample', 'audio');

/** Of each format its usual quality. */
const encoders = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '320k'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '6'],
  flac: ['-c:a', 'flac'],
};

/**
 * Three stereo files of 3 minutes at 44.1 kHz, an MP3, an Ogg Vorbis and a FLAC, each of other music, made once in the cache: from
 * full tracks of Debian's wesnoth-1.16-music, or where that cannot be had from excerpts of sample/audio set one behind the other.
 * @returns {string[]} their paths
 */
export function ensureMusic() {
  if (!which('ffmpeg'))
    throw new Error(
      'The benchmark needs ffmpeg (https://ffmpeg.org) to make its files: install it, or name files with --files.',
    );
  const whole = fullTracks();
  const sources = whole
    ? [['siege_of_laurelmor'], ['vengeful'], ['battle']].map((names) => names.map((name) => join(whole, `${name}.ogg`)))
    : thirds(filesOf(samples));
  return Object.keys(encoders).map((format, index) => cut(sources[index], format, whole ? 'track' : 'excerpts'));
}

/**
 * The 35 full tracks of Debian's package wesnoth-1.16-music (GPL-2+), fetched once.
 * @returns {string | undefined} their folder; undefined where apt-get is not there or does not know the package
 */
export function fullTracks() {
  if (existsSync(tracks)) return tracks;
  if (!which('apt-get') || !which('dpkg')) {
    say('There is no apt-get here to fetch the full tracks with: taking the excerpts of sample/audio.');
    return undefined;
  }
  const work = `${tracks}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    execFileSync('apt-get', ['download', '-qq', 'wesnoth-1.16-music'], { cwd: work, stdio: 'ignore' });
    const [packed] = readdirSync(work);
    execFileSync('dpkg', ['-x', join(work, packed), join(work, 'unpacked')]);
    renameSync(join(work, 'unpacked/usr/share/games/wesnoth/1.16/data/core/music'), tracks);
    return tracks;
  } catch {
    say('apt-get could not fetch wesnoth-1.16-music: taking the excerpts of sample/audio.');
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function cut(sources, format, kind) {
  const target = join(folder, `${basename(sources[0], extname(sources[0]))}-${kind}-${SECONDS}s.${format}`);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  const part = `${target}.part.${format}`;
  const joined = `${sources.map((_, index) => `[${index}:a:0]`).join('')}concat=n=${sources.length}:v=0:a=1[music]`;
  const inputs = sources.flatMap((source) => ['-i', source]);
  const output = [
    '-map',
    '[music]',
    '-t',
    String(SECONDS),
    '-ar',
    '44100',
    '-ac',
    '2',
    '-map_metadata',
    '-1',
    ...encoders[format],
  ];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', joined, ...output, part]);
  renameSync(part, target);
  return target;
}

function filesOf(path) {
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name));
}

function thirds(files) {
  const size = Math.floor(files.length / 3);
  return [0, 1, 2].map((index) => files.slice(index * size, (index + 1) * size));
}
