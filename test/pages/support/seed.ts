import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createActivities } from '@sidetrack/activities';
import type {
  AggregateActivities,
  ExtractActivities,
  IngestActivities,
  LibraryActivities,
} from '@sidetrack/activities';
import type { Database } from '@sidetrack/prisma';
import { createLogger, loadSettings } from '@sidetrack/settings';
import { readCatalogue } from '../../../cli/src/demo/catalogue.ts';
import { exportLines } from '../../../cli/src/demo/export-file.ts';
import { makeHistory } from '../../../cli/src/demo/history.ts';
import { tagDemoRecordings } from '../../../cli/src/demo/mark-demo.ts';
import { inventStreams } from '../../e2e/streams-only/streams.ts';
import { startFakes } from '../../fakes/index.ts';
import { toExportLine } from '../../fakes/listen.ts';
import { FIXED_NOW } from './fixed-now.ts';

export interface SeedInput {
  readonly db: Database;
  readonly userId: string;
  /** For files on their way. */
  readonly folder: string;
}

const sampleDir = join(import.meta.dirname, '../../../sample');
const ZONE_AHEAD_MINUTES = 60;
const DAY_MS = 86_400_000;

/** The bundled sample: an invented history, and real recordings, scanned and measured. */
export async function seedSample(input: SeedInput): Promise<void> {
  const catalogue = readCatalogue(sampleDir);
  const history = makeHistory(catalogue, {
    anchor: FIXED_NOW,
    utcOffsetMinutes: ZONE_AHEAD_MINUTES,
    seed: 20_260_101,
  });
  const { db, userId, folder } = input;
  const { ingest, extract } = await activitiesOf(db);
  await importLines(input, ingest, [...exportLines(history)]);
  await tagDemoRecordings(db, userId, catalogue.tracks);
  const audio = join(folder, 'Music');
  cpSync(join(sampleDir, 'audio'), audio, { recursive: true });
  const rootId = await insertRoot(input, audio);
  await ingest.scanLibrary({ rootId });
  await ingest.matchLibrary({ userId });
  await untilNothingRemains(() => extract.extractBatch({ claimId: 'seed', limit: 20 }));
  await sumUp(input, ['audio', 'tag']);
  await query(input, `UPDATE audio_roots SET path = '/home/ada/Music' WHERE id = $1`, [rootId]);
}

/** Two years of streams of tracks that services know, and no audio. */
export async function seedStreams(input: SeedInput): Promise<void> {
  const streams = inventStreams(FIXED_NOW.getTime() / 1000 - 7200);
  const known = { recordings: streams.recordings };
  const fakes = await startFakes({ listenbrainz: known, musicbrainz: known });
  try {
    const { ingest } = await activitiesOf(input.db, fakes.env);
    const byAge = streams.plays.toSorted((a, b) => a.listenedAt - b.listenedAt);
    await importLines(
      input,
      ingest,
      byAge.map((play) => toExportLine(play)),
    );
    await untilNothingRemains(() => ingest.resolveMetadata());
    await sumUp(input, ['tag']);
  } finally {
    await fakes.stop();
  }
}

/** Weeks are summed up as of the fixed hour. Work is claimed by a later clock than asked for it, so that all of it is due. */
async function activitiesOf(db: Database, env: Readonly<Record<string, string>> = {}) {
  const deps = {
    db,
    settings: loadSettings({ SIDETRACK_CONTACT: 'tests@example.org', SIDETRACK_TIME_ZONE: 'Europe/Berlin', ...env }),
    logger: createLogger({ name: 'seed', level: 'warn' }),
    clock: () => new Date(Date.now() + DAY_MS),
    fetch: globalThis.fetch,
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  };
  const later = { ...deps, clock: () => new Date(Date.now() + 2 * DAY_MS) };
  const asOfThen = { ...deps, clock: () => FIXED_NOW };
  return {
    ingest: (await createActivities('ingest', deps)) as IngestActivities & LibraryActivities,
    extract: (await createActivities('extract', deps)) as ExtractActivities,
    scores: (await createActivities('aggregate', deps)) as AggregateActivities,
    maps: (await createActivities('aggregate', later)) as AggregateActivities,
    weeks: (await createActivities('aggregate', asOfThen)) as AggregateActivities,
  };
}

async function sumUp({ db, userId }: SeedInput, spaces: readonly ('audio' | 'tag')[]): Promise<void> {
  const { ingest, scores, maps, weeks } = await activitiesOf(db);
  await untilNothingRemains(() => ingest.syncTags());
  await untilNothingRemains(() => scores.scoreRecordings());
  await weeks.aggregateWeeks({ userId });
  for (const space of spaces) await maps.buildMap({ space });
  await weeks.aggregateWeeks({ userId });
}

async function untilNothingRemains(step: () => Promise<{ remaining: number }>): Promise<void> {
  while ((await step()).remaining > 0);
}

async function importLines(input: SeedInput, ingest: IngestActivities, lines: readonly string[]): Promise<void> {
  const path = join(input.folder, 'history.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const [row] = await query<{ id: string }>(
    input,
    `INSERT INTO imports (user_id, file_name, stored_path, file_sha256) VALUES ($1, 'history.jsonl', $2, $3) RETURNING id`,
    [input.userId, path, Buffer.alloc(32)],
  );
  await ingest.importFile({ importId: row!.id });
}

async function insertRoot(input: SeedInput, path: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    input,
    'INSERT INTO audio_roots (user_id, path) VALUES ($1, $2) RETURNING id',
    [input.userId, path],
  );
  return row!.id;
}

function query<Row>({ db, userId }: SeedInput, text: string, values: readonly unknown[]): Promise<Row[]> {
  return db.asUser(userId, (tx) => tx.query<Row>(text, values));
}
