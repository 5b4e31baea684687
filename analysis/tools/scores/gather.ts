/**
 * Keeps what scores read of measured tracks, so that variances can be fitted again without the music:
 *
 *     for model in musicnn-msd musicnn-mtt vibenet; do
 *       SIDETRACK_EMBEDDING_MODELS=$model npx sidetrack analyze --json DIR > $model.jsonl
 *     done
 *     node analysis/tools/scores/gather.ts "what the tracks are" musicnn-msd.jsonl musicnn-mtt.jsonl vibenet.jsonl > tracks.json
 *
 * Each file is named after its model; the artists are read from the tracks' tags by ffprobe. Needs Node 24.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { MeasuredTrack } from '../../src/axes/measured-tracks.ts';

interface Analyzed {
  file: string;
  durationSeconds: number;
  features: Record<string, unknown>;
  tags: Record<string, number>;
}

const FEATURES = [
  ...['tempoBpm', 'pulseClarity', 'mode', 'keyConfidence', 'loudnessLufs', 'dynamicRangeDb', 'spectralCentroidHz'],
  ...['spectralRolloffHz', 'spectralFlatness', 'onsetRateHz', 'percussiveRatio', 'pump'],
];
const TAG_SOURCE = 'musicnn-msd';

const [from, ...files] = process.argv.slice(2);
const byModel = new Map(files.map((path) => [basename(path, '.jsonl'), read(path)]));
const spoken = byModel.get(TAG_SOURCE);
if (from === undefined || spoken === undefined)
  throw new Error(`Say what the tracks are, and name ${TAG_SOURCE}.jsonl among the files.`);

const tracks = [...spoken.values()].map(({ file, durationSeconds, features, tags }): MeasuredTrack => ({
  file: basename(file),
  artist: artistOf(file),
  durationSeconds: rounded(durationSeconds),
  features: Object.fromEntries(FEATURES.map((name) => [name, short(features[name])])),
  modelTags: shortened(tags),
  heads: Object.fromEntries(
    [...byModel]
      .filter(([model, answers]) => model !== TAG_SOURCE && answers.has(file))
      .map(([model, answers]) => [model, shortened(answers.get(file)!.tags)]),
  ),
}));
const lines = tracks.map((track) => `    ${JSON.stringify(track)}`).join(',\n');
process.stdout.write(`{\n  "from": ${JSON.stringify(from)},\n  "tracks": [\n${lines}\n  ]\n}\n`);

function read(path: string): Map<string, Analyzed> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as Analyzed).map((track) => [track.file, track]));
}

function artistOf(file: string): string | null {
  const args = [
    '-v',
    'error',
    '-show_entries',
    'format_tags=artist:stream_tags=artist',
    '-of',
    'default=nw=1:nk=1',
    file,
  ];
  const [artist] = execFileSync('ffprobe', args, { encoding: 'utf8' }).split('\n');
  return artist === undefined || artist === '' ? null : artist;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

function short(value: unknown): unknown {
  return typeof value === 'number' ? rounded(value) : (value ?? null);
}

/** Below a thousandth a tag is not heard. */
function shortened(tags: Record<string, number>): Record<string, number> {
  const heard = Object.entries(tags).map(([tag, value]) => [tag, Number(value.toFixed(4))] as const);
  return Object.fromEntries(heard.filter(([, value]) => value >= 0.001));
}
