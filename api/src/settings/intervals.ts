import type { Sql } from '@sidetrack/prisma';
import type { SettingsShape } from '../contract/settings.ts';
import type { ApiSettings } from '../deps.ts';

type Interval = SettingsShape['intervals'][number];

/** How often a listener's ListenBrainz account is asked; on a laptop, where nobody shares its limit, as often as they like. */
export async function listensInterval(
  tx: Sql,
  userId: string,
  { mode, ingestIntervalMinutes }: Pick<ApiSettings, 'mode' | 'ingestIntervalMinutes'>,
): Promise<Interval & { leastMinutes: number }> {
  const [row] = await tx.query<{ seconds: number }>(INTERVAL, [userId]);
  return {
    source: 'listens',
    minutes: row === undefined ? ingestIntervalMinutes : Math.max(1, Math.round(row.seconds / 60)),
    leastMinutes: mode === 'laptop' ? 1 : ingestIntervalMinutes,
    setting: 'SIDETRACK_INGEST_INTERVAL_MINUTES',
  };
}

/** What is looked for in the name of all listeners together. */
export function installationIntervals(
  settings: Pick<ApiSettings, 'tagsIntervalMinutes' | 'aggregateIntervalMinutes'>,
): Interval[] {
  return [
    {
      source: 'tags',
      minutes: settings.tagsIntervalMinutes,
      leastMinutes: null,
      setting: 'SIDETRACK_TAGS_INTERVAL_MINUTES',
    },
    {
      source: 'weeks',
      minutes: settings.aggregateIntervalMinutes,
      leastMinutes: null,
      setting: 'SIDETRACK_AGGREGATE_INTERVAL_MINUTES',
    },
  ];
}

const INTERVAL = `SELECT interval_seconds AS seconds FROM connections WHERE user_id = $1 AND service = 'listenbrainz'`;
