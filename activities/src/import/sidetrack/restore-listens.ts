import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { parseListen } from '../../listenbrainz/parse-listen.ts';
import type { ListenRow } from '../../listens/listen-row.ts';
import { markWeeks } from '../../listens/note-new-work.ts';
import { upsertListens } from '../../listens/upsert-listens.ts';
import { judgeTime } from '../import-record.ts';
import { findRecordings } from './find-recordings.ts';
import { ownIds } from './own-rows.ts';
import type { RestoreContext, Restored, RestoredFile } from './restored-file.ts';
import { id, list, moment, words } from './values.ts';

const told = z.object({
  sidetrack: z.object({
    recordingId: id,
    recordingMbid: id.nullable(),
    recordingTitle: words,
    artistCredit: words,
    insertedAt: moment,
    sources: list(
      z.object({
        source: words.min(1),
        importId: id.nullable(),
        toldAt: moment.nullable(),
        toldKey: id.nullable(),
        seenAt: moment,
      }),
    ),
  }),
});

interface Play {
  readonly row: ListenRow;
  readonly told: z.output<typeof told>['sidetrack'];
}

/** Plays with the track that each was taken for and every source that told of it. */
export const listensFile: RestoredFile = {
  name: /^listens\/.+\.jsonl$/u,
  parse(value) {
    const listen = parseListen(value);
    if ('problem' in listen) return { failure: listen.problem };
    const known = told.safeParse(value);
    return known.success
      ? { row: { row: listen.row, told: known.data.sidetrack } satisfies Play }
      : { failure: 'what SideTrack knew of it is missing or cannot be read' };
  },
  async restore(tx, rows, context) {
    const skipped: Record<string, number> = {};
    const plays = (rows as readonly Play[]).filter(({ row }) => {
      const reason = judgeTime(row.listenedAt, context.now);
      if (reason !== null) skipped[reason] = (skipped[reason] ?? 0) + 1;
      return reason === null;
    });
    return { ...(await (context.isEmpty ? addAsTheyWere : addToOthers)(tx, plays, context)), skipped };
  },
};

/** To a listener who had nothing: exactly what was there. A play whose track cannot be found is looked up by its words. */
async function addAsTheyWere(tx: Sql, plays: readonly Play[], context: RestoreContext): Promise<Restored> {
  const { userId } = context;
  await tx.query(LOCK, [userId]);
  const recordings = await findRecordings(tx, userId, plays.map(trackOf));
  const known = plays.filter((play) => recordings.has(play.told.recordingId));
  const rows = known.map(({ row: { mapping, ...row }, told: { recordingId, insertedAt } }) => ({
    ...row,
    mappedMbid: mapping?.recordingMbid ?? null,
    recordingId: recordings.get(recordingId)!,
    insertedAt,
  }));
  const added = await tx.query<{ listenedAt: Date }>(ADD, [userId, JSON.stringify(rows)]);
  await markWeeks(
    tx,
    userId,
    added.map(({ listenedAt }) => listenedAt),
  );
  await noteSources(tx, known, context);
  const others = plays.filter((play) => !recordings.has(play.told.recordingId));
  const { imported } = await addToOthers(tx, others, context);
  return { imported: added.length + imported };
}

/** To plays that are there: as each of the sources would tell of them now, so that one play stays one. */
async function addToOthers(tx: Sql, plays: readonly Play[], context: RestoreContext): Promise<Restored> {
  const { userId, importId, now } = context;
  const bySource = Map.groupBy(plays, ({ told: { sources } }) => firstOf(sources));
  let imported = 0;
  for (const [source, of] of bySource) {
    const rows = of.map(({ row }) => row);
    imported += (await upsertListens(tx, { userId, source, importId, rows, now })).imported;
  }
  await noteSources(tx, plays, context);
  return { imported };
}

type Told = Play['told']['sources'];

/** The one that told of the play as it stands; others may have told of it by another time. */
function firstOf(sources: Told): string {
  return (sources.find(({ toldAt }) => toldAt === null) ?? sources[0])?.source ?? 'sidetrack';
}

async function noteSources(tx: Sql, plays: readonly Play[], { userId }: RestoreContext): Promise<void> {
  const ids = plays.flatMap(({ told: { sources } }) => sources.flatMap(({ importId }) => importId ?? []));
  const imports = await ownIds(tx, { table: 'imports', userId, ids: [...new Set(ids)] });
  const rows = plays.flatMap(({ row: { listenedAt, trackKey }, told: { sources } }) =>
    sources.map(({ importId, ...one }) => ({
      listenedAt,
      trackKey,
      ...one,
      importId: importId === null ? null : (imports.get(importId) ?? null),
    })),
  );
  await tx.query(NOTE_SOURCES, [userId, JSON.stringify(rows)]);
}

function trackOf({ told: { recordingId, recordingMbid: mbid, recordingTitle: title, artistCredit } }: Play) {
  return { recordingId, mbid, title, artistCredit };
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('listens of ' || $1, 0))`;

const ADD = `
  INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name, release_name, mapped_mbid, duration_ms, inserted_at)
  SELECT $1, "listenedAt", "trackKey", "recordingId", "artistName", "trackName", "releaseName", "mappedMbid", "durationMs", "insertedAt"
  FROM jsonb_to_recordset($2::jsonb) AS r ("listenedAt" timestamptz, "trackKey" uuid, "recordingId" uuid, "artistName" text, "trackName" text,
    "releaseName" text, "mappedMbid" uuid, "durationMs" int, "insertedAt" timestamptz)
  ORDER BY "listenedAt", "trackKey"
  ON CONFLICT DO NOTHING RETURNING listened_at AS "listenedAt"`;

// Of plays that went into another source's row nothing is to be noted: that was noted there.
const NOTE_SOURCES = `
  INSERT INTO listen_sources (user_id, listened_at, track_key, source, import_id, told_at, told_key, seen_at)
  SELECT $1, s."listenedAt", s."trackKey", s.source, s."importId", s."toldAt", s."toldKey", s."seenAt"
  FROM jsonb_to_recordset($2::jsonb) AS s ("listenedAt" timestamptz, "trackKey" uuid, source text, "importId" uuid, "toldAt" timestamptz,
    "toldKey" uuid, "seenAt" timestamptz)
  CROSS JOIN LATERAL (
    SELECT track_key FROM listens WHERE user_id = $1 AND listened_at = s."listenedAt" AND track_key = s."trackKey" LIMIT 1) AS l
  ON CONFLICT DO NOTHING`;
