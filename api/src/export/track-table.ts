import type { Axis, Calibration } from '@sidetrack/analysis';
import { AXES, calibrate } from '@sidetrack/analysis';
import type { ListenerScope } from '../access/scope.ts';
import { readCalibration } from '../queries/calibration.ts';
import { readTrackFacts } from '../queries/track-facts.ts';
import { csvRow } from './csv.ts';
import { member, OWN, rowsOf } from './export-file.ts';
import { FEATURES, trackColumns } from './track-columns.ts';

/** Every track that the listener heard, with scores and measurements, as lines of CSV by pages, the heading first. */
export async function* trackTable(scope: ListenerScope): AsyncGenerator<string[]> {
  yield [csvRow(trackColumns.map(([name]) => name))];
  const calibration = await scope.run((tx) => readCalibration(tx, scope.userId));
  for await (const page of rowsOf(HEARD, scope.run.bind(scope), [scope.userId])) {
    const heard = page.map((line) => JSON.parse(line) as Heard);
    const facts = await scope.run((tx) =>
      readTrackFacts(
        tx,
        scope.userId,
        heard.map(({ id }) => id),
      ),
    );
    yield heard.flatMap((track, index) => {
      const known = facts[index];
      return known === null || known === undefined ? [] : [csvRow(cells(track, known, calibration))];
    });
  }
}

interface Heard {
  readonly id: string;
  readonly artist: string;
  readonly title: string;
  readonly release: string | null;
  readonly plays: number;
}

const HEARD = {
  from: 'heard_recordings t JOIN recordings r ON r.id = t.recording_id',
  where: OWN,
  key: [['t.recording_id', 'uuid']] as const,
  members: [
    member('id', 't.recording_id', ''),
    member('artist', 'r.artist_credit', ''),
    member('title', 'r.title', ''),
    member('release', 'r.release_title', ''),
    member('plays', 't.plays', ''),
  ],
};

type Facts = NonNullable<Awaited<ReturnType<typeof readTrackFacts>>[number]>;

function cells({ id, artist, title, release, plays }: Heard, facts: Facts, calibration: Calibration): unknown[] {
  const { mbid, isrcs, durationMs, measured, measuredSeconds } = facts;
  const length = measuredSeconds === null ? durationMs : Math.round(measuredSeconds * 1000);
  const scores = calibrate(id, { ...facts.scores }, calibration);
  return [
    ...[id, mbid, isrcs.join(' '), artist, title, release, length, plays],
    ...AXES.flatMap((axis) => score(axis, scores)),
    ...FEATURES.map((name) => measured?.[name] ?? null),
  ];
}

type Scores = ReturnType<typeof calibrate<Facts['scores'][string]>>;

function score(axis: Axis, scores: Scores): unknown[] {
  const known = scores[axis];
  if (known === undefined) return [null, null, null, null];
  const shares = [...known.sources].sort((a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1));
  return [known.value, known.low, known.high, [...new Set(shares.map(({ source }) => source))].join(' ')];
}
