import { member, moment, OWN } from './export-file.ts';
import type { ExportFile, Member } from './export-file.ts';

/** What is known of a track that only this listener has: nothing could tell it again. Null for a track that all listeners share. */
const OF_OWN = `
  CASE WHEN r.private_user_id IS NOT NULL THEN json_build_object(
    'tags', (SELECT coalesce(json_agg(json_build_object('source', g.source, 'tag', g.tag, 'weight', g.weight, 'fetchedAt', ${moment('g.fetched_at')})
        ORDER BY g.source, g.tag), '[]') FROM recording_tags g WHERE g.recording_id = r.id),
    'tagFetches', (SELECT coalesce(json_agg(json_build_object('source', g.source, 'tagCount', g.tag_count, 'fetchedAt', ${moment('g.fetched_at')})
        ORDER BY g.source), '[]') FROM tag_fetches g WHERE g.recording_id = r.id),
    'scores', (SELECT coalesce(json_agg(json_build_object('axis', s.axis, 'scorerVersion', s.scorer_version, 'value', s.value, 'low', s.low, 'high', s.high,
        'hasAudio', s.has_audio, 'sources', s.sources, 'inputHash', s.input_hash, 'scoredAt', ${moment('s.scored_at')}) ORDER BY s.axis, s.scorer_version), '[]')
      FROM scores s WHERE s.recording_id = r.id),
    'places', (SELECT coalesce(json_agg(json_build_object('mapId', m.map_id, 'x', m.x, 'y', m.y, 'vector', m.vector)
        ORDER BY m.map_id), '[]') FROM map_tracks m WHERE m.recording_id = r.id)) END`;

const CREDITS = `
  (SELECT coalesce(json_agg(json_build_object('artistId', a.id, 'mbid', a.mbid, 'name', a.name, 'creditedName', c.credited_name, 'joinPhrase', c.join_phrase)
     ORDER BY c.position), '[]') FROM recording_artists c JOIN artists a ON a.id = c.artist_id WHERE c.recording_id = r.id)`;

const SCORES = `
  (SELECT coalesce(json_object_agg(x.axis, json_build_object('value', x.value, 'low', x.low, 'high', x.high) ORDER BY x.axis), '{}')
   FROM (SELECT DISTINCT ON (axis) axis, value, low, high FROM scores s WHERE s.recording_id = t.recording_id
         ORDER BY axis, scored_at DESC, scorer_version DESC) AS x)`;

const facts: readonly Member[] = [
  member('recordingId', 't.recording_id', 'SideTrack’s own id'),
  member('mbid', 'r.mbid', 'MusicBrainz id'),
  member('title', 'r.title', ''),
  member('artistCredit', 'r.artist_credit', ''),
  member('releaseTitle', 'r.release_title', ''),
  member('durationMs', 'r.duration_ms', 'length in milliseconds'),
  member('isrcs', 'r.isrcs', ''),
  member('credits', CREDITS, 'its artists, in the order of the credit'),
  member('scores', SCORES, 'by axis: value and its 80 % interval, as all listeners share them'),
  member(
    'own',
    OF_OWN,
    'of a track that nobody but you has: its tags, its scores with what they rest on, its places on maps; else null',
  ),
];

/** Tracks, with all that is needed to make them again where they are not known. */
export const recordingFiles: readonly ExportFile[] = [
  {
    name: 'recordings',
    about: 'What you heard, each track once, with its scores.',
    tables: ['heard_recordings'],
    from: 'heard_recordings t JOIN recordings r ON r.id = t.recording_id',
    where: OWN,
    key: [['t.recording_id', 'uuid']],
    members: [...facts, member('plays', 't.plays', 'how often you heard it')],
  },
  {
    name: 'other-recordings',
    about: 'Tracks that you never heard here, but have a file of, said something about or put on a playlist.',
    tables: [],
    from: `(SELECT DISTINCT recording_id FROM (
        SELECT recording_id FROM labels WHERE user_id = $1 UNION ALL SELECT other_recording_id FROM labels WHERE user_id = $1
        UNION ALL SELECT recording_id FROM playlist_tracks WHERE user_id = $1 UNION ALL SELECT recording_id FROM audio_matches WHERE user_id = $1
        UNION ALL SELECT unnest(ARRAY[from_recording_id, into_recording_id]) FROM recording_decisions WHERE user_id = $1
        UNION ALL SELECT id FROM recordings WHERE private_user_id = $1) AS named
      WHERE recording_id NOT IN (SELECT recording_id FROM heard_recordings WHERE user_id = $1)) AS t JOIN recordings r ON r.id = t.recording_id`,
    where: 'true',
    key: [['t.recording_id', 'uuid']],
    members: facts,
  },
];
