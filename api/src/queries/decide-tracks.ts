import { artistKey, foldText, matchKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { ToldShape } from '../contract/track-decisions.ts';

export interface NewDecision {
  readonly kind: 'merge' | 'split';
  readonly from: string;
  readonly into: string;
  /** Of a split; none: every play. */
  readonly told: readonly ToldShape[];
  readonly now: Date;
}

/** Writes a decision and moves what it says: plays, and with a merge the listener's labels and places on playlists. Gives its id. */
export async function decide(tx: Sql, userId: string, { kind, from, into, told, now }: NewDecision): Promise<string> {
  const [row] = await tx.query<{ id: string }>(ADD, [userId, kind, from, into, JSON.stringify(told), now]);
  const { id } = row!;
  await tx.query(NOTE_PLAYS, [id, userId, from, kind === 'merge' ? null : JSON.stringify(told)]);
  await tx.query(MOVE_PLAYS, [id, userId, into]);
  if (kind === 'merge') await tx.query(NOTE_MOVED, [id, userId, from, into]);
  if (kind === 'merge') for (const move of MOVES) await tx.query(move, [id, userId, from, into]);
  return id;
}

/** Takes a decision back. A track that was made by a split goes where nothing hangs on it any more. */
export async function undo(tx: Sql, userId: string, { id, now }: { id: string; now: Date }): Promise<void> {
  const [decision] = await tx.query<{ kind: string; from: string; into: string }>(MARK_UNDONE, [id, userId, now]);
  if (decision === undefined) return;
  const { kind, from, into } = decision;
  await tx.query(RETURN_PLAYS, [id, userId, from, into]);
  for (const move of MOVES_BACK) await tx.query(move, [id, userId, from, into]);
  await tx.query('DELETE FROM recording_decision_listens WHERE decision_id = $1 AND user_id = $2', [id, userId]);
  if (kind === 'split') await tx.query(DROP_SPLIT, [into, userId]);
}

/** Makes a recording of the listener's own for plays that are split off. No words are resolved to it by themselves: its key is its own. */
export async function addOwnRecording(
  tx: Sql,
  userId: string,
  { title, artistCredit, like }: { title: string; artistCredit: string; like: string },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(ADD_RECORDING, [
    userId,
    title,
    artistCredit,
    matchKey(artistCredit, title),
  ]);
  const { id } = row!;
  await tx.query(CREDIT_ALIKE, [id, like, foldText(artistCredit)]);
  const [artist] = await tx.query<{ id: string }>(ADD_ARTIST, [userId, artistCredit, artistKey(artistCredit)]);
  await tx.query(CREDIT_OWN, [id, artist!.id, artistCredit]);
  return id;
}

/** Whether a later decision has taken plays on from where this one put them. */
export async function isBuiltOn(tx: Sql, userId: string, id: string): Promise<boolean> {
  const rows = await tx.query(BUILT_ON, [id, userId]);
  return rows.length > 0;
}

const ADD = `
  INSERT INTO recording_decisions (user_id, kind, from_recording_id, into_recording_id, told, decided_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6) RETURNING id`;

const NOTE_PLAYS = `
  INSERT INTO recording_decision_listens (decision_id, user_id, listened_at, track_key)
  SELECT $1, $2, l.listened_at, l.track_key FROM listens l
  WHERE l.user_id = $2 AND l.recording_id = $3 AND ($4::jsonb IS NULL OR EXISTS (
    SELECT FROM jsonb_array_elements($4::jsonb) AS t
    WHERE t ->> 'artistName' = l.artist_name AND t ->> 'trackName' = l.track_name
      AND t ->> 'releaseName' IS NOT DISTINCT FROM l.release_name))`;

const NOTED = `
  FROM recording_decision_listens n
  WHERE n.decision_id = $1 AND n.user_id = $2 AND l.user_id = n.user_id AND l.listened_at = n.listened_at AND l.track_key = n.track_key`;

const MOVE_PLAYS = `UPDATE listens l SET recording_id = $3 ${NOTED}`;
// Only what is still where this decision put it.
const RETURN_PLAYS = `UPDATE listens l SET recording_id = $3 ${NOTED} AND l.recording_id = $4`;

const NOTE_MOVED = `
  UPDATE recording_decisions SET moved = jsonb_build_object(
    'labels', (SELECT coalesce(jsonb_agg(id), '[]') FROM labels WHERE user_id = $2 AND recording_id = $3 AND other_recording_id IS DISTINCT FROM $4),
    'otherLabels', (SELECT coalesce(jsonb_agg(id), '[]') FROM labels WHERE user_id = $2 AND other_recording_id = $3 AND recording_id <> $4),
    'playlists', (SELECT coalesce(jsonb_agg(p.playlist_id), '[]') FROM playlist_tracks p WHERE p.user_id = $2 AND p.recording_id = $3
       AND NOT EXISTS (SELECT FROM playlist_tracks k WHERE k.playlist_id = p.playlist_id AND k.recording_id = $4)))
  WHERE id = $1 AND user_id = $2`;

const moved = (what: string): string =>
  `SELECT (jsonb_array_elements_text(coalesce(moved -> '${what}', '[]')))::uuid FROM recording_decisions WHERE id = $1 AND user_id = $2`;

const moves = (to: string, from: string): readonly string[] => [
  `UPDATE labels SET recording_id = ${to} WHERE user_id = $2 AND recording_id = ${from} AND id IN (${moved('labels')})`,
  `UPDATE labels SET other_recording_id = ${to} WHERE user_id = $2 AND other_recording_id = ${from} AND id IN (${moved('otherLabels')})`,
  `UPDATE playlist_tracks p SET recording_id = ${to} WHERE p.user_id = $2 AND p.recording_id = ${from} AND p.playlist_id IN (${moved('playlists')})
     AND NOT EXISTS (SELECT FROM playlist_tracks k WHERE k.playlist_id = p.playlist_id AND k.recording_id = ${to})`,
];
const MOVES = moves('$4::uuid', '$3::uuid');
const MOVES_BACK = moves('$3::uuid', '$4::uuid');

const MARK_UNDONE = `
  UPDATE recording_decisions SET undone_at = $3 WHERE id = $1 AND user_id = $2 AND undone_at IS NULL
  RETURNING kind, from_recording_id AS "from", into_recording_id AS "into"`;

const DROP_SPLIT = `
  DELETE FROM recordings r WHERE r.id = $1 AND r.private_user_id = $2 AND r.mbid IS NULL
    AND NOT EXISTS (SELECT FROM listens l WHERE l.recording_id = r.id)
    AND NOT EXISTS (SELECT FROM labels l WHERE r.id IN (l.recording_id, l.other_recording_id))
    AND NOT EXISTS (SELECT FROM playlist_tracks p WHERE p.recording_id = r.id)`;

// A "|" is in no folded text: nothing that is told has this key.
const ADD_RECORDING = `
  INSERT INTO recordings (title, artist_credit, match_key, private_user_id)
  VALUES ($2, $3, $4 || '|' || gen_random_uuid(), $1) RETURNING id`;

const CREDIT_ALIKE = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase)
  SELECT $1, k.position, k.artist_id, k.credited_name, k.join_phrase FROM recording_artists k
  WHERE k.recording_id = $2 AND (
    SELECT count(*) FROM recording_artists o JOIN artists a ON a.id = o.artist_id WHERE o.recording_id = $2 AND a.name_key = $3) = 1`;

const ADD_ARTIST = `
  INSERT INTO artists (name, name_key, private_user_id) VALUES ($2, $3, $1)
  ON CONFLICT (name_key, private_user_id) WHERE mbid IS NULL DO UPDATE SET name = artists.name RETURNING id`;

const CREDIT_OWN = `
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
  SELECT $1, 0, $2, $3 WHERE NOT EXISTS (SELECT FROM recording_artists WHERE recording_id = $1)`;

const BUILT_ON = `
  SELECT FROM recording_decisions d JOIN recording_decisions later
    ON later.user_id = d.user_id AND later.undone_at IS NULL AND later.id <> d.id AND later.decided_at >= d.decided_at
      AND later.from_recording_id = d.into_recording_id
  WHERE d.id = $1 AND d.user_id = $2 LIMIT 1`;
