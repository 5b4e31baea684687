import { CredentialError, connectionOwner, openCredential } from '@sidetrack/settings';
import type { Sql } from '@sidetrack/prisma';
import type { PathMapping } from '@sidetrack/analysis';
import { activityContext } from '../context.ts';
import { PermanentError, describeError } from '../errors.ts';
import { mostPlayedFirst } from '../library/most-played-first.ts';
import type { Deps } from '../types.ts';
import { readSongs, type Song } from './client.ts';
import { matchSongs, type PlacedFile } from './match-songs.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface Server {
  readonly userId: string;
  readonly name: string;
  readonly url: string;
  readonly userName: string;
  readonly credential: Uint8Array;
  readonly keyId: string;
}

/**
 * Reads how often a listener's music server says that each file was played. These are counts, not plays: they stand beside the
 * history, and what is played much is measured first. Once a day; after a failure, whose reason is kept, an hour later.
 *
 * @returns how many songs the server has, and how many of them are files that are known here
 */
export async function readPlayCounts(
  deps: Deps,
  { serverId }: { serverId: string },
): Promise<{ songs: number; matched: number }> {
  const { db, clock } = deps;
  const [server] = await db.asService((tx) => tx.query<Server>(SERVER, [serverId]));
  // Taken away meanwhile: nothing is left to read.
  if (server === undefined) return { songs: 0, matched: 0 };
  try {
    const songs = await allSongs(deps, server);
    return await db.asUser(server.userId, (tx) => store(tx, server, { serverId, songs, now: clock() }));
  } catch (error) {
    const reason = error instanceof PermanentError ? error.sentence : describeError(error);
    const dueAt = new Date(clock().getTime() + (error instanceof PermanentError ? DAY_MS : HOUR_MS));
    await db.asService((tx) => tx.query(FAILED, [serverId, reason, dueAt]));
    throw error;
  }
}

async function allSongs(deps: Deps, server: Server): Promise<Song[]> {
  const { heartbeat, signal } = activityContext(deps);
  const account = { url: server.url, userName: server.userName, password: passwordOf(deps, server) };
  const songs: Song[] = [];
  for await (const page of readSongs(deps, account, signal)) {
    songs.push(...page);
    heartbeat({ songs: songs.length });
  }
  return songs;
}

function passwordOf({ settings }: Deps, { credential, keyId, userId, name }: Server): string {
  const unreadable = (cause: unknown): PermanentError =>
    new PermanentError('The password of the music server cannot be opened.', {
      service: name,
      remedy: 'Set SIDETRACK_SECRET_KEY to the key that it was stored with, or enter it again.',
      cause,
    });
  if (settings.secretKey === undefined) throw unreadable(undefined);
  try {
    return openCredential({ credential, keyId }, settings.secretKey, connectionOwner(userId, `subsonic ${name}`));
  } catch (error) {
    throw error instanceof CredentialError ? unreadable(error) : error;
  }
}

async function store(
  tx: Sql,
  { userId, name }: Server,
  { serverId, songs, now }: { serverId: string; songs: readonly Song[]; now: Date },
): Promise<{ songs: number; matched: number }> {
  const files = await tx.query<PlacedFile & { sha: string }>(FILES, [userId]);
  const mappings = await tx.query<PathMapping>(MAPPINGS, [userId, name]);
  const found = matchSongs(songs, files, mappings);
  const counts = new Map<string, { plays: number; lastPlayedAt: Date | null }>();
  for (const song of songs) {
    const file = found.get(song.id);
    if (file === undefined) continue;
    const known = counts.get(file);
    counts.set(file, {
      plays: (known?.plays ?? 0) + song.plays,
      lastPlayedAt: later(known?.lastPlayedAt ?? null, song.lastPlayedAt),
    });
  }
  const rows = [...counts].map(([fileId, count]) => ({ fileId, ...count }));
  await tx.query('DELETE FROM file_play_counts WHERE server_id = $1', [serverId]);
  await tx.query(STORE, [serverId, userId, JSON.stringify(rows), now]);
  const matched = songs.filter(({ id }) => found.has(id)).length;
  await tx.query(DONE, [serverId, now, new Date(now.getTime() + DAY_MS), songs.length, matched]);
  const plays = new Map(files.map(({ id, sha }) => [sha, counts.get(id)?.plays ?? 0]));
  await mostPlayedFirst(tx, { userId, now, plays });
  return { songs: songs.length, matched };
}

const later = (one: Date | null, two: Date | null): Date | null => {
  if (one === null || two === null) return one ?? two;
  return one > two ? one : two;
};

const SERVER = `
  SELECT user_id AS "userId", name, url, user_name AS "userName", credential, credential_key_id AS "keyId"
  FROM media_servers WHERE id = $1`;

const FILES = `
  SELECT f.id, coalesce(d.to_mbid, f.recording_mbid) AS mbid, f.isrc, f.title, f.artist, f.album, f.duration_seconds AS "durationSeconds",
    f.state = 'gone' AS "isGone", r.path AS root, f.relative_path AS "relativePath", encode(f.audio_sha256, 'hex') AS sha
  FROM audio_files f JOIN audio_roots r ON r.id = f.root_id LEFT JOIN recording_redirects d ON d.from_mbid = f.recording_mbid
  WHERE f.user_id = $1 AND f.state = 'ready' AND f.audio_sha256 IS NOT NULL ORDER BY f.id`;

const MAPPINGS = `SELECT from_path AS "from", to_path AS "to" FROM path_mappings WHERE user_id = $1 AND server = $2`;

const STORE = `
  INSERT INTO file_play_counts (server_id, user_id, audio_file_id, plays, last_played_at, read_at)
  SELECT $1, $2, c."fileId", c.plays, c."lastPlayedAt", $4
  FROM jsonb_to_recordset($3::jsonb) AS c ("fileId" uuid, plays int, "lastPlayedAt" timestamptz)`;

const DONE = `
  UPDATE media_servers SET state = 'active', state_reason = NULL, last_read_at = $2, next_due_at = $3, songs = $4, matched = $5
  WHERE id = $1`;

const FAILED = `UPDATE media_servers SET state = 'failing', state_reason = $2, next_due_at = $3 WHERE id = $1`;
