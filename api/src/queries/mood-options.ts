import { artistKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

export interface MoodOptions {
  readonly artists: { artist: string; plays: number }[];
  readonly labels: { label: string; plays: number }[];
  readonly labelCoverage: number;
  readonly sources: { source: string; plays: number }[];
}

/** So many of each are offered. */
const MOST = 50;

/** What a listener's plays can be filtered by, most played first, and every spelling of the artist that was asked for. */
export async function readMoodOptions(
  tx: Sql,
  userId: string,
  asked: string | null,
): Promise<{ options: MoodOptions; spellings: string[] }> {
  const names = await tx.query<{ name: string; plays: number }>(ARTISTS, [userId]);
  const labels = await tx.query<{ label: string | null; plays: number }>(LABELS, [userId]);
  const all = labels.reduce((sum, { plays }) => sum + plays, 0);
  const named = labels.flatMap(({ label, plays }) => (label === null ? [] : [{ label, plays }]));
  const key = asked === null ? null : artistKey(asked);
  return {
    options: {
      artists: joinSpellings(names).slice(0, MOST),
      labels: named.slice(0, MOST),
      labelCoverage: all === 0 ? 0 : named.reduce((sum, { plays }) => sum + plays, 0) / all,
      sources: await tx.query<{ source: string; plays: number }>(SOURCES, [userId, MOST]),
    },
    spellings: key === null ? [] : names.flatMap(({ name }) => (artistKey(name) === key ? [name] : [])),
  };
}

/** One entry an artist, under the spelling with most plays. `names` come most played first. */
function joinSpellings(names: readonly { name: string; plays: number }[]): { artist: string; plays: number }[] {
  const byKey = new Map<string, { artist: string; plays: number }>();
  for (const { name, plays } of names) {
    const key = artistKey(name);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { artist: name, plays });
    else known.plays += plays;
  }
  return [...byKey.values()].sort((a, b) => b.plays - a.plays);
}

// Order is by bytes, so that no server's collation moves an answer.
const ARTISTS = `
  SELECT coalesce(a.name, r.artist_credit) AS name, sum(h.plays) AS plays
  FROM heard_recordings h JOIN recordings r ON r.id = h.recording_id
  LEFT JOIN LATERAL (
    SELECT ar.name FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id
    WHERE ra.recording_id = r.id ORDER BY ra.position LIMIT 1
  ) AS a ON true
  WHERE h.user_id = $1 GROUP BY 1 ORDER BY 2 DESC, coalesce(a.name, r.artist_credit) COLLATE "C"`;

const LABELS = `
  SELECT l.record_label AS label, sum(h.plays) AS plays
  FROM heard_recordings h JOIN recordings r ON r.id = h.recording_id LEFT JOIN releases l ON l.id = r.release_id
  WHERE h.user_id = $1 GROUP BY l.record_label ORDER BY 2 DESC, l.record_label COLLATE "C"`;

const SOURCES = `
  SELECT source, sum(listens) AS plays FROM week_slices WHERE user_id = $1
  GROUP BY source ORDER BY 2 DESC, source COLLATE "C" LIMIT $2`;
