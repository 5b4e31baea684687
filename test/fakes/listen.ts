import { uuidOf } from './uuid.ts';

/** A play, as briefly as a test can tell it. */
export interface Play {
  /** Seconds since the epoch. */
  readonly listenedAt: number;
  readonly artist: string;
  readonly track: string;
  readonly release?: string;
  readonly recordingMbid?: string;
  readonly releaseMbid?: string;
  readonly artistMbids?: readonly string[];
  readonly durationMs?: number;
  /** An MBID from the submitting client, which may be wrong. */
  readonly submittedMbid?: string;
}

export interface MbidMapping {
  readonly recording_mbid: string;
  readonly release_mbid?: string;
  readonly artist_mbids: readonly string[];
  readonly artists: readonly { artist_mbid: string; artist_credit_name: string; join_phrase: string }[];
  readonly caa_id: number | null;
  readonly caa_release_mbid: string | null;
  readonly recording_name: string;
}

/** A listen as the ListenBrainz API gives it. */
export interface ApiListen {
  readonly inserted_at: number;
  readonly listened_at: number;
  readonly recording_msid: string;
  readonly user_name: string;
  readonly track_metadata: {
    readonly artist_name: string;
    readonly track_name: string;
    readonly release_name?: string;
    readonly additional_info: Readonly<Record<string, unknown>>;
    readonly mbid_mapping?: MbidMapping | null;
  };
}

/** The listen that ListenBrainz makes of a play: `mbid_mapping` is absent where it is not mapped. */
export function toApiListen(play: Play, user: string): ApiListen {
  const msid = uuidOf('msid', play.artist, play.track, play.release ?? '');
  return {
    inserted_at: play.listenedAt + 5,
    listened_at: play.listenedAt,
    recording_msid: msid,
    user_name: user,
    track_metadata: {
      artist_name: play.artist,
      track_name: play.track,
      ...(play.release !== undefined && { release_name: play.release }),
      additional_info: {
        recording_msid: msid,
        submission_client: 'fake',
        ...(play.durationMs !== undefined && { duration_ms: play.durationMs }),
        ...(play.submittedMbid !== undefined && { recording_mbid: play.submittedMbid }),
      },
      ...(play.recordingMbid !== undefined && { mbid_mapping: mappingOf(play, play.recordingMbid) }),
    },
  };
}

/** A line of an export file: as the API gives it, but `mbid_mapping` is null where it is not mapped. */
export function toExportLine(play: Play, user = 'listener'): string {
  const listen = toApiListen(play, user);
  return JSON.stringify({ ...listen, track_metadata: { mbid_mapping: null, ...listen.track_metadata } });
}

function mappingOf(play: Play, recordingMbid: string): MbidMapping {
  const artists = play.artistMbids ?? [uuidOf('artist', play.artist)];
  return {
    recording_mbid: recordingMbid,
    release_mbid: play.releaseMbid ?? uuidOf('release', play.artist, play.release ?? play.track),
    artist_mbids: artists,
    artists: artists.map((artist_mbid) => ({ artist_mbid, artist_credit_name: play.artist, join_phrase: '' })),
    caa_id: null,
    caa_release_mbid: null,
    recording_name: play.track,
  };
}
