import { calibrate, type Calibration, type SourceShare } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';
import type { TrackShape } from '../contract/tracks.ts';
import { isoOrNull } from './moments.ts';
import { soundOf } from './track-sound.ts';

/** All that is known of a recording that this listener may see, with their own plays; undefined where there is none. */
export async function readTrack(tx: Sql, userId: string, id: string): Promise<TrackShape | undefined> {
  const [recording] = await tx.query<RecordingRow>(RECORDING, [id]);
  if (recording === undefined) return undefined;
  const scores = await tx.query<ScoreRow>(SCORES, [id]);
  const calibration = await readCalibration(tx, userId);
  const [features] = await tx.query<NonNullable<TrackShape['features']>>(FEATURES, [userId, id]);
  const [audio] = await tx.query<AudioRow>(AUDIO, [userId, id]);
  const [plays] = await tx.query<{ total: number; firstAt: Date | null; latestAt: Date | null }>(PLAYS, [userId, id]);
  return {
    recording,
    artists: await tx.query<TrackShape['artists'][number]>(ARTISTS, [id]),
    audio: audioOf(audio, features !== undefined),
    sound: features === undefined ? null : soundOf(features.values),
    scores: heardScores(id, scores, calibration),
    features: features ?? null,
    tags: await tx.query<TrackShape['tags'][number]>(TAGS, [id]),
    plays: { total: plays!.total, firstAt: isoOrNull(plays!.firstAt), latestAt: isoOrNull(plays!.latestAt) },
  };
}

/** Whether there is a recording that this listener may see. */
export async function isKnownTrack(tx: Sql, id: string): Promise<boolean> {
  return (await tx.query(RECORDING, [id])).length > 0;
}

type RecordingRow = TrackShape['recording'];
type Score = NonNullable<TrackShape['scores']['energy']>;
interface ScoreRow {
  axis: string;
  score: Omit<Score, 'sources' | 'shared' | 'calibrated'> & { sources: SourceShare[] };
}

interface AudioRow {
  state: string;
  reason: string | null;
}

function audioOf(audio: AudioRow | undefined, measured: boolean): TrackShape['audio'] {
  if (measured) return { state: 'measured', reason: null };
  if (audio === undefined) return { state: 'none', reason: null };
  return audio.state === 'ready' && audio.reason === null
    ? { state: 'waiting', reason: null }
    : { state: 'failed', reason: audio.reason };
}

/** The scores as this listener hears them, each with the value that everybody shares. */
function heardScores(id: string, rows: readonly ScoreRow[], calibration: Calibration): TrackShape['scores'] {
  const shared: Record<string, ScoreRow['score']> = Object.fromEntries(rows.map(({ axis, score }) => [axis, score]));
  return Object.fromEntries(
    Object.entries(calibrate(id, shared, calibration)).map(([axis, score]) => [
      axis,
      { hasAudio: false, ...score, ...calibratedOf(score.sources), shared: shared[axis]?.value ?? null },
    ]),
  );
}

/** What was scored before sources said so, and what a listener labels, is not calibrated. */
function calibratedOf(shares: readonly SourceShare[]): Pick<Score, 'calibrated' | 'sources'> {
  const sources = shares.map((share) => ({ ...share, calibrated: share.calibrated ?? false }));
  return { calibrated: sources.every(({ calibrated }) => calibrated), sources };
}

const RECORDING = `
  SELECT id, mbid, title, artist_credit AS "artistCredit", release_title AS "releaseTitle", duration_ms / 1000.0::float8 AS "durationSeconds",
         private_user_id IS NOT NULL AS "isPrivate"
  FROM recordings WHERE id = $1`;

const ARTISTS = `
  SELECT a.id, ra.credited_name AS name, ra.join_phrase AS "joinPhrase"
  FROM recording_artists ra JOIN artists a ON a.id = ra.artist_id WHERE ra.recording_id = $1 ORDER BY ra.position`;

const AUDIO = `
  SELECT f.state, coalesce(f.state_reason, (
    SELECT q.reason FROM quarantine q WHERE q.audio_sha256 = f.audio_sha256 ORDER BY q.created_at DESC, q.extractor_version DESC, q.options_hash LIMIT 1
  )) AS reason
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
  WHERE m.user_id = $1 AND m.recording_id = $2 AND m.chosen`;

const SCORES = `
  SELECT DISTINCT ON (axis) axis, jsonb_build_object('value', value, 'low', low, 'high', high, 'hasAudio', has_audio, 'sources', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('source', s ->> 'source', 'group', s -> 'group', 'value', s -> 'value', 'weight', s -> 'weight', 'calibrated', coalesce(s -> 'calibrated', 'false'))), '[]')
    FROM jsonb_array_elements(sources) s)) AS score
  FROM scores WHERE recording_id = $1 ORDER BY axis, scored_at DESC, scorer_version DESC`;

const FEATURES = `
  SELECT x.extractor_version AS "extractorVersion", x.options_hash AS "optionsHash", x.duration_seconds AS "durationSeconds", x.values
  FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id JOIN features x ON x.audio_sha256 = f.audio_sha256
  WHERE m.user_id = $1 AND m.recording_id = $2 AND m.chosen
  ORDER BY x.created_at DESC, x.extractor_version DESC, x.options_hash LIMIT 1`;

const TAGS = `SELECT tag, source, weight FROM recording_tags WHERE recording_id = $1 ORDER BY weight DESC, tag, source LIMIT 100`;

const PLAYS = `
  SELECT count(*) AS total, min(listened_at) AS "firstAt", max(listened_at) AS "latestAt" FROM listens WHERE user_id = $1 AND recording_id = $2`;
