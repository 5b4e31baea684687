import { addPending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';
import { z } from 'zod';
import { axis, count, id, json, list, moment, share, words } from './values.ts';

/** What an archive holds of a track that only its listener has. */
export const ownFacts = z.object({
  tags: list(z.object({ source: words, tag: words, weight: z.number(), fetchedAt: moment })),
  tagFetches: list(z.object({ source: words, tagCount: count, fetchedAt: moment })),
  scores: list(
    z.object({
      axis,
      scorerVersion: words,
      value: share,
      low: share,
      high: share,
      hasAudio: z.boolean(),
      sources: json,
      inputHash: words,
      scoredAt: moment,
    }),
  ),
  places: list(
    z.object({
      mapId: id,
      x: z.number(),
      y: z.number(),
      vector: list(z.number()),
    }),
  ),
});
export type OwnFacts = z.output<typeof ownFacts>;

/** Gives recordings that were just made their tags, scores and places on maps that are the same here. */
export async function addOwnFacts(
  tx: Sql,
  facts: readonly { readonly recordingId: string; readonly own: OwnFacts }[],
): Promise<void> {
  const all = (name: keyof OwnFacts): string =>
    JSON.stringify(facts.flatMap(({ recordingId, own }) => own[name].map((one) => ({ recordingId, ...one }))));
  await tx.query(TAGS, [all('tags')]);
  await tx.query(TAG_FETCHES, [all('tagFetches')]);
  await tx.query(SCORES, [all('scores')]);
  await tx.query(PLACES, [all('places')]);
  // Found as they were, nothing changes; an archive of another version is scored as this one does.
  await addPending(
    tx,
    facts.flatMap(({ recordingId: subject, own }) => [
      { kind: 'score' as const, subject, reason: 'import' },
      ...(own.tagFetches.length === 0 ? [{ kind: 'tags' as const, subject, reason: 'new recording' }] : []),
    ]),
  );
}

const TAGS = `
  INSERT INTO recording_tags (recording_id, source, tag, weight, fetched_at)
  SELECT "recordingId", source, tag, weight, "fetchedAt"
  FROM jsonb_to_recordset($1::jsonb) AS r ("recordingId" uuid, source text, tag text, weight real, "fetchedAt" timestamptz) ON CONFLICT DO NOTHING`;

const TAG_FETCHES = `
  INSERT INTO tag_fetches (recording_id, source, tag_count, fetched_at)
  SELECT "recordingId", source, "tagCount", "fetchedAt"
  FROM jsonb_to_recordset($1::jsonb) AS r ("recordingId" uuid, source text, "tagCount" int, "fetchedAt" timestamptz) ON CONFLICT DO NOTHING`;

const SCORES = `
  INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash, scored_at)
  SELECT "recordingId", axis, "scorerVersion", value, low, high, "hasAudio", sources, "inputHash", "scoredAt"
  FROM jsonb_to_recordset($1::jsonb) AS r ("recordingId" uuid, axis text, "scorerVersion" text, value real, low real, high real, "hasAudio" boolean,
    sources jsonb, "inputHash" text, "scoredAt" timestamptz) ON CONFLICT DO NOTHING`;

const PLACES = `
  INSERT INTO map_tracks (map_id, recording_id, x, y, vector)
  SELECT v.id, "recordingId", r.x, r.y, r.vector
  FROM jsonb_to_recordset($1::jsonb) AS r ("recordingId" uuid, "mapId" uuid, x real, y real, vector real[])
  JOIN map_versions v ON v.id = r."mapId" ON CONFLICT DO NOTHING`;
