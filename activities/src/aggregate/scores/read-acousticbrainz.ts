import type { AcousticBrainzFacts } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** What AcousticBrainz holds of these recordings, by id, under their MBID or one that was merged into it; others are not in the map. */
export async function readAcousticBrainz(
  tx: Sql,
  recordingIds: readonly string[],
): Promise<Map<string, AcousticBrainzFacts>> {
  const rows = await tx.query<AcousticBrainzFacts & { id: string }>(READ, [recordingIds]);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

// The recording's own MBID speaks before merged ones, and of those the first in order.
const READ = `
  SELECT DISTINCT ON (known.id) known.id, danceable, aggressive, happy, sad, relaxed, party, acoustic, electronic, instrumental, bright,
    bpm, onset_rate AS "onsetRate", key_scale AS "keyScale", key_strength AS "keyStrength", average_loudness AS "averageLoudness"
  FROM (
    SELECT id, mbid, 0 AS merged FROM recordings WHERE id = ANY($1::uuid[]) AND mbid IS NOT NULL
    UNION ALL
    SELECT r.id, d.from_mbid, 1 FROM recordings r JOIN recording_redirects d ON d.to_mbid = r.mbid WHERE r.id = ANY($1::uuid[])
  ) known JOIN acousticbrainz a ON a.mbid = known.mbid
  ORDER BY known.id, known.merged, a.mbid`;
