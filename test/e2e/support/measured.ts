import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findRunningPostgres } from '@sidetrack/cli/postgres';
import { waitUntil, type Installation } from './installation.ts';

export interface Counts {
  readonly files: number;
  readonly features: number;
  readonly embeddings: number;
  readonly quarantined: number;
  readonly pending: number;
}

/** What the database of an installation says of its audio; fails while PostgreSQL is down. */
export async function countMeasured(installation: Installation): Promise<Counts> {
  const postgres = await findRunningPostgres(join(installation.dataDir, 'main', 'postgres'));
  if (postgres === undefined) throw new Error('PostgreSQL is not running');
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Counts>(COUNTS);
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** Waits until so many files are measured, whatever is killed meanwhile, and with `settled` until none is left to measure. */
export async function measuredReaches(
  installation: () => Installation,
  least: number,
  { settled = false, seconds = 180 } = {},
): Promise<void> {
  let last = 'no answer yet';
  await waitUntil(
    async () => {
      try {
        const counts = await countMeasured(installation());
        last = JSON.stringify(counts);
        return counts.features >= least && (!settled || counts.pending === 0);
      } catch (error) {
        last = String(error);
        return false;
      }
    },
    { seconds, what: () => `${least} measured files: ${last}\n${installation().output()}`, everyMs: 250 },
  );
}

/** How often each file was measured and stored, by the extract worker's log. */
export function measurementsOfEachFile(installation: Installation): number[] {
  const lines = readFileSync(join(installation.dataDir, 'main/logs/extract.log'), 'utf8').split('\n');
  const measured = lines.flatMap((line) => /"audioSha256":"([0-9a-f]{64})".*"msg":"measured/.exec(line)?.[1] ?? []);
  return [...Map.groupBy(measured, (sha256) => sha256).values()].map((times) => times.length);
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM audio_files WHERE state = 'ready') AS files,
         (SELECT count(*)::int FROM features) AS features,
         (SELECT count(*)::int FROM embeddings) AS embeddings,
         (SELECT count(*)::int FROM quarantine) AS quarantined,
         (SELECT count(*)::int FROM pending WHERE kind = 'extract') AS pending`;
