import { matchKey } from '@sidetrack/analysis';
import { addPending, type Database } from '@sidetrack/prisma';
import type { DemoTrack } from './catalogue.ts';

/** Whether every page says that this listener is invented, and nothing of anybody's own is taken in. */
export async function setDemo(db: Database, userId: string, isDemo: boolean): Promise<void> {
  await db.asService((tx) =>
    tx.query(`UPDATE users SET is_demo = $2, display_name = 'Demo' WHERE id = $1 AND is_demo <> $2`, [userId, isDemo]),
  );
}

/**
 * Gives the demo's recordings their invented tags and asks for what depends on them. Tags that are there already change nothing.
 * @returns how many recordings got tags
 */
export async function tagDemoRecordings(db: Database, userId: string, tracks: readonly DemoTrack[]): Promise<number> {
  const rows = tracks.flatMap(({ artist, title, tags }) =>
    Object.entries(tags).map(([tag, weight]) => ({ key: matchKey(artist, title), tag, weight })),
  );
  return db.asUser(userId, async (tx) => {
    const tagged = await tx.query<{ id: string }>(TAG_RECORDINGS, [
      rows.map(({ key }) => key),
      rows.map(({ tag }) => tag),
      rows.map(({ weight }) => weight),
    ]);
    const recordings = [...new Set(tagged.map(({ id }) => id))].sort();
    if (recordings.length === 0) return 0;
    await addPending(tx, [
      ...recordings.map((subject) => ({ kind: 'score' as const, subject, reason: 'demo tags' })),
      { kind: 'map', subject: 'tag', reason: 'demo tags' },
    ]);
    return recordings.length;
  });
}

const TAG_RECORDINGS = `
  INSERT INTO recording_tags (recording_id, source, tag, weight)
  SELECT r.id, 'demo', given.tag, given.weight
  FROM unnest($1::text[], $2::text[], $3::real[]) AS given (key, tag, weight)
  JOIN recordings r ON r.match_key = given.key
  ON CONFLICT (recording_id, source, tag) DO NOTHING
  RETURNING recording_id AS id`;
