import { member, moment, OWN } from './export-file.ts';
import type { ExportFile } from './export-file.ts';
import { listeningFiles } from './listening-files.ts';
import { sourceFiles } from './source-files.ts';

/** A play as ListenBrainz exports it, with what SideTrack knows beside: of one month each, so that the export can be imported again. */
export const listensOfMonth: Pick<ExportFile, 'from' | 'where' | 'key' | 'members'> = {
  from: `listens t LEFT JOIN recordings r ON r.id = t.recording_id`,
  where: `${OWN} AND t.listened_at >= $2 AND t.listened_at < $3`,
  key: [
    ['t.listened_at', 'timestamptz'],
    ['t.track_key', 'uuid'],
  ],
  members: [
    member('listened_at', 'extract(epoch FROM t.listened_at)::bigint', 'when it was played, in seconds since 1970'),
    member('recording_msid', 't.track_key', 'the source’s own id of the track, or one made of its names'),
    member(
      'track_metadata',
      `json_build_object('artist_name', t.artist_name, 'track_name', t.track_name, 'release_name', t.release_name,
         'additional_info', json_build_object('duration_ms', t.duration_ms),
         'mbid_mapping', CASE WHEN t.mapped_mbid IS NOT NULL THEN json_build_object('recording_mbid', t.mapped_mbid) END)`,
      'artist, track and release as they were told, the length, and the MusicBrainz id they map to',
    ),
    member(
      'sidetrack',
      `json_build_object('recordingId', t.recording_id, 'recordingMbid', r.mbid, 'recordingTitle', r.title, 'artistCredit', r.artist_credit,
         'insertedAt', ${moment('t.inserted_at')},
         'sources', (SELECT coalesce(json_agg(json_build_object('source', s.source, 'importId', s.import_id, 'toldAt', ${moment('s.told_at')},
           'toldKey', s.told_key, 'seenAt', ${moment('s.seen_at')}) ORDER BY s.source), '[]') FROM listen_sources s
           WHERE s.user_id = t.user_id AND s.listened_at = t.listened_at AND s.track_key = t.track_key))`,
      'the recording that SideTrack took it for, and every source that told of it',
    ),
  ],
};

/** The plays once more, for a spreadsheet. */
export const listensTable: ExportFile = {
  name: 'listens',
  about:
    'Every play, the oldest first, for a spreadsheet; listens/<year>/<month>.jsonl holds the same with all that is known.',
  tables: ['listens', 'listen_sources'],
  from: 'listens t',
  where: OWN,
  key: listensOfMonth.key,
  members: [
    member('listenedAt', moment('t.listened_at'), 'when it was played'),
    member('artist', 't.artist_name', 'as it was told'),
    member('track', 't.track_name', 'as it was told'),
    member('release', 't.release_name', 'as it was told'),
    member('durationMs', 't.duration_ms', 'length in milliseconds'),
    member('recordingMbid', 't.mapped_mbid', 'MusicBrainz id'),
    member('recordingId', 't.recording_id', 'SideTrack’s own id, as in recordings.jsonl'),
    member(
      'sources',
      `(SELECT string_agg(s.source, ' ' ORDER BY s.source) FROM listen_sources s
        WHERE s.user_id = t.user_id AND s.listened_at = t.listened_at AND s.track_key = t.track_key)`,
      'who told of it',
    ),
  ],
};

/** The other files of an export, in the order of the archive. */
export const files: readonly ExportFile[] = [...listeningFiles, ...sourceFiles];

/** Yourself: settings and time zones. */
export const listenerFile: ExportFile = {
  name: 'listener',
  about: 'You: name, time zones and settings.',
  tables: ['users', 'former_time_zones'],
  from: 'users t',
  where: 't.id = $1',
  key: [['t.id', 'uuid']],
  members: [
    member('id', 't.id', ''),
    member('handle', 't.handle', ''),
    member('displayName', 't.display_name', ''),
    member(
      'timeZones',
      `(SELECT coalesce(json_agg(json_build_object('since', f.since, 'timeZone', f.time_zone) ORDER BY f.since), '[]') FROM (
          SELECT since, time_zone FROM former_time_zones WHERE user_id = t.id UNION ALL SELECT t.time_zone_since, t.time_zone) AS f)`,
      'each holds until the next begins',
    ),
    member(
      'settings',
      `t.settings - 'formerKey'`,
      'how your audio is measured, what imports leave out, and quotas where there are any',
    ),
    member('createdAt', moment('t.created_at'), ''),
  ],
};

/** Tables that the files hold. */
export const exported: readonly string[] = [listensTable, listenerFile, ...files].flatMap(({ tables }) => tables);

/** Tables of a listener that no file holds, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  artists: 'artists that only you have stand in the listens by their names',
  recordings: 'stand in recordings.jsonl',
  dirty_weeks: 'work that waits',
  pending: 'work that waits',
  jobs: 'work that was done: its results are here',
  import_chunks: 'bytes of uploads on their way',
  uploads: 'uploads on their way',
  pushed_listens: 'plays on their way from your scrobblers; what arrived stands in the listens',
  source_removals: 'plays that you took back: they are gone',
  now_playing: 'what plays now',
  relays: 'whether pushed plays go on to ListenBrainz, which takes your token',
  media_servers: 'servers whose play counts are read, which takes your password there',
  file_play_counts: 'play counts that such a server tells, and tells again',
  sessions: 'secrets of your sign-ins',
  listener_totals: 'counts of what is here',
  week_slices: 'made from listens and scores, and made again from them',
  week_vectors: 'made from listens and embeddings, and made again from them',
  map_weeks: 'made from listens and the map, and made again from them',
  alert_scans: 'how far weeks were looked through',
};
