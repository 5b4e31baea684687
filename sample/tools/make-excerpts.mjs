/**
 * Makes sample/audio and sample/recordings.json from the music of Debian's wesnoth-1.16-music.
 *
 *   apt-get download wesnoth-1.16-music && dpkg-deb -x wesnoth-1.16-music_*.deb unpacked
 *   node sample/tools/make-excerpts.mjs unpacked/usr/share/games/wesnoth/1.16/data/core/music
 *
 * Only files whose own tags say LICENSE=GPL are taken. Needs ffmpeg and ffprobe; the same ffmpeg makes the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = process.argv[2];
if (!source) throw new Error('Name the folder with the .ogg files of wesnoth-1.16-music.');
const sample = fileURLToPath(new URL('..', import.meta.url));
const seconds = 40;

/** File and where its excerpt starts, chosen so that the theme is under way and no excerpt begins in silence. */
const tracks = [
  ['battle-epic', 12],
  ['battle', 60],
  ['breaking_the_chains', 70],
  ['casualties_of_war', 110],
  ['elvish-theme', 40],
  ['into_the_shadows', 50],
  ['knalgan_theme', 120],
  ['knolls', 90],
  ['loyalists', 45],
  ['nunc_dimittis', 60],
  ['siege_of_laurelmor', 80],
  ['silvan_sanctuary', 60],
  ['suspense', 90],
  ['the_dangerous_symphony', 100],
  ['the_deep_path', 60],
  ['traveling_minstrels', 30],
  ['vengeful', 100],
  ['wanderer', 70],
];

mkdirSync(join(sample, 'audio'), { recursive: true });
const recordings = tracks.map(([name, start]) => {
  const tags = readTags(join(source, `${name}.ogg`));
  if (tags.LICENSE !== 'GPL') throw new Error(`${name}: its tags do not say LICENSE=GPL.`);
  const file = `${name.replaceAll('_', '-')}.ogg`;
  excerpt(join(source, `${name}.ogg`), join(sample, 'audio', file), start, tags);
  return {
    file: `audio/${file}`,
    title: tags.TITLE,
    artist: tags.ARTIST,
    album: tags.ALBUM,
    copyright: tags.COPYRIGHT,
    license: 'GPL-2.0-or-later',
    excerptOf: `${basename(name)}.ogg`,
    excerptStartSeconds: start,
    durationSeconds: seconds,
  };
});
writeFileSync(join(sample, 'recordings.json'), `${JSON.stringify(recordings, null, 2)}\n`);
const bytes = recordings.reduce((sum, { file }) => sum + statSync(join(sample, file)).size, 0);
process.stdout.write(`${recordings.length} excerpts, ${(bytes / 1e6).toFixed(1)} MB\n`);

function readTags(path) {
  const probe = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream_tags', '-of', 'json', path], {
    encoding: 'utf8',
  });
  const tags = JSON.parse(probe).streams[0].tags;
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key.toUpperCase(), value.trim()]));
}

function excerpt(from, to, start, tags) {
  const kept = ['TITLE', 'ARTIST', 'ALBUM', 'COMPOSER', 'COPYRIGHT', 'LICENSE', 'DATE'];
  const metadata = kept.filter((key) => tags[key]).flatMap((key) => ['-metadata:s:a:0', `${key}=${tags[key]}`]);
  const note = `Excerpt of ${seconds} s from ${basename(from)}, Debian wesnoth-1.16-music`;
  const fades = `afade=t=in:d=0.5,afade=t=out:st=${seconds - 1.5}:d=1.5`;
  execFileSync('ffmpeg', [
    ...[
      '-v',
      'error',
      '-y',
      '-ss',
      String(start),
      '-t',
      String(seconds),
      '-i',
      from,
      '-map',
      '0:a:0',
      '-map_metadata',
      '-1',
    ],
    ...[
      '-af',
      fades,
      '-ar',
      '44100',
      '-ac',
      '2',
      '-c:a',
      'libvorbis',
      '-q:a',
      '1',
      '-fflags',
      '+bitexact',
      '-flags:a',
      '+bitexact',
    ],
    ...metadata,
    ...['-metadata:s:a:0', `DESCRIPTION=${note}`, to],
  ]);
}
