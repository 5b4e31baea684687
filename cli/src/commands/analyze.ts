import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { scoreTrack, type Axis, type AxisScore, type TrackScores } from '@sidetrack/analysis';
import { Command } from 'commander';
import type { Context } from '../context.ts';
import { oneLine } from '../errors.ts';
import { timeText } from '../output.ts';
import { soundText } from './sound-text.ts';

interface AnalyzeOptions {
  contours?: boolean;
  json?: boolean;
}

/** `sidetrack analyze PATH…`: measures files and folders, one after the other; needs no database. */
export function analyzeCommand(context: Context): Command {
  return new Command('analyze')
    .description('measure and score audio files; needs no database')
    .argument('<path...>', 'files, and folders with everything in them')
    .option('--json', 'one JSON object a track on stdout, nothing else')
    .option('--contours', 'with --json, also how each track goes on inside, by half seconds')
    .action((paths: string[], options: AnalyzeOptions) => analyze(context, paths, options));
}

async function analyze(
  { output, settings, now }: Context,
  paths: readonly string[],
  { json, contours: withContours }: AnalyzeOptions,
) {
  const wanted = settings();
  const { excerptSeconds, excerptFrom, stems, embeddingModels: models } = wanted;
  // Loaded here, since it brings the models' runtime, which no other command needs.
  const { analyzeFile, modelOptions } = await import('@sidetrack/activities');
  const fail = (line: string): void => {
    output.say(`✗ ${line}`);
    process.exitCode = 1;
  };
  const files = await findFiles(paths, fail);
  const began = now().getTime();
  for (const [index, file] of files.entries()) {
    const perFile = index === 0 ? null : (now().getTime() - began) / 1000 / index;
    const left = perFile === null ? '' : `, ${timeText(perFile * (files.length - index))} left`;
    if (files.length > 1) output.progress(`${index + 1} of ${files.length} files${left}: ${file}`);
    try {
      const analysis = await analyzeFile(file, {
        excerptSeconds,
        excerptFrom,
        stems,
        modelOptions: modelOptions(wanted),
        withContours,
        models,
        scoreOf: ({ features, tags, heads }) =>
          printed(scoreTrack({ features, modelTags: Object.keys(tags).length === 0 ? null : tags, heads, tags: [] })),
      });
      output.clear();
      output.result(
        json ? JSON.stringify(analysis) : `${file}: ${soundText(analysis.features)}; ${scoresText(analysis.scores)}`,
      );
    } catch (error) {
      const line = oneLine(error);
      fail(line.includes(file) ? line : `${file}: ${line}`);
    }
  }
}

type PrintedScores = Partial<Record<Axis, Omit<AxisScore, 'calibrated'>>>;

/** Whether a score is calibrated stands with each of its sources. */
function printed(scores: TrackScores): PrintedScores {
  return Object.fromEntries(
    Object.entries(scores).map(([axis, { value, low, high, sources }]) => [axis, { value, low, high, sources }]),
  );
}

/** "energy 0.62 (0.48 to 0.75), valence 0.31 (0.2 to 0.44)" */
export function scoresText(scores: PrintedScores): string {
  const short = (value: number): string => String(Math.round(value * 100) / 100);
  const parts = Object.entries(scores).map(
    ([axis, { value, low, high }]) => `${axis} ${short(value)} (${short(low)} to ${short(high)})`,
  );
  return parts.length === 0 ? 'no scores' : parts.join(', ');
}

async function findFiles(paths: readonly string[], fail: (line: string) => void): Promise<string[]> {
  const { walkAudio } = await import('@sidetrack/activities');
  const found: string[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch(() => null);
    if (entry === null) fail(`${path} does not exist: name an audio file or a folder.`);
    else if (!entry.isDirectory()) found.push(path);
    else {
      const { files, problems } = await walkAudio(path);
      found.push(...files.map(({ relativePath }) => join(path, relativePath)));
      for (const { relativePath, reason } of problems) fail(`${join(path, relativePath)}: ${reason}`);
      if (files.length === 0)
        fail(`${path} holds no audio files: name a folder with mp3, flac, ogg, opus, m4a or wav files.`);
    }
  }
  return found;
}
