/**
 * `sidetrack bench match [--json] [--files 20000] [--tracks 50000]`: how often the ladder that joins files with plays is right on
 * the hard pairs (activities/src/library/hard-pairs), kind by kind, and how long it takes for a whole library.
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '../analysis/dist/index.js';
import { curatedPairs } from '../activities/dist/library/hard-pairs/curated.js';
import { FIELD_REMARKS } from '../activities/dist/library/hard-pairs/field-remarks.js';
import { generatedPairs } from '../activities/dist/library/hard-pairs/generated.js';
import { measureLadder, tableOf } from '../activities/dist/library/hard-pairs/measure.js';
import { judgeCandidate } from '../activities/dist/library/judge-candidate.js';
import { pairUp } from '../activities/dist/library/pair-up.js';
import { main } from '../tools/lib/main.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    files: { type: 'string', default: '20000' },
    tracks: { type: 'string', default: '50000' },
  },
});

await main(() => {
  const measured = measureLadder([...generatedPairs(), ...curatedPairs(), ...FIELD_REMARKS]);
  const library = timeLibrary(Number(values.tracks), Number(values.files));
  if (values.json) {
    const { all, kinds } = measured;
    process.stdout.write(`${JSON.stringify({ all, kinds, library })}\n`);
    return Promise.resolve();
  }
  const { files, tracks, candidates, seconds } = library;
  process.stdout.write(
    `${tableOf(measured)}\n\n${files} files with ${tracks} tracks: ${candidates} candidates in ${seconds.toFixed(1)} s\n`,
  );
  return Promise.resolve();
});

/** A made-up library: artists and words as often as in a real one, a tenth of it live, a fiftieth called "Intro". */
function timeLibrary(trackCount, fileCount) {
  const random = seededRandom(7);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = () => Array.from({ length: 3 + random() * 6 }, () => letters[Math.floor(random() * 26)]).join('');
  const words = Array.from({ length: 6000 }, word);
  const drawn = () => words[Math.floor(random() ** 2 * words.length)];
  const artists = Array.from({ length: 4000 }, () => `${drawn()} ${drawn()}`);
  const tracks = Array.from({ length: trackCount }, (_, index) => ({
    id: String(index),
    mbid: null,
    artist: artists[Math.floor(random() ** 2 * artists.length)],
    title: random() < 0.02 ? 'Intro' : `${drawn()} ${drawn()}${random() < 0.1 ? ' (Live)' : ''}`,
    album: `${drawn()} ${drawn()}`,
    durationSeconds: 120 + random() * 240,
  }));
  const heard = tracks.map(({ album, ...track }) => ({
    ...track,
    releaseTitle: album,
    isrcs: [],
    credit: [],
    aliases: [],
    plays: 1,
    durationSeconds: random() < 0.5 ? track.durationSeconds : null,
  }));
  const files = tracks.slice(0, fileCount).map((track) => ({ ...track, isrc: null, isGone: false }));
  const began = performance.now();
  const candidates = pairUp(heard, files).filter((candidate) => judgeCandidate(candidate) !== null).length;
  return { tracks: trackCount, files: fileCount, candidates, seconds: (performance.now() - began) / 1000 };
}
