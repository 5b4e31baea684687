import { toldStep, wheelName } from '@sidetrack/analysis';
import type { PlaylistEntryShape, PlaylistShape, PlaylistTrackShape } from '../contract/playlist-shapes.ts';
import { iso } from '../queries/moments.ts';
import type { PlaylistTrackRow } from '../queries/playlist-tracks.ts';
import type { PlaylistRow } from '../queries/playlists.ts';

/** A playlist as lists show it. `serviceUrl`: the API of ListenBrainz that playlists are sent to. */
export function entryShape(row: PlaylistRow, serviceUrl: string): PlaylistEntryShape {
  const { sentMbid, sentAt, sentRevision, createdAt, updatedAt, ...entry } = row;
  return {
    ...entry,
    sent:
      sentMbid === null || sentAt === null
        ? null
        : {
            playlistMbid: sentMbid,
            url: playlistUrl(serviceUrl, sentMbid),
            at: iso(sentAt),
            changedSince: sentRevision !== row.revision,
          },
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

export function playlistShape(
  row: PlaylistRow,
  tracks: readonly PlaylistTrackRow[],
  serviceUrl: string,
): PlaylistShape {
  return {
    ...entryShape(row, serviceUrl),
    tracks: tracks.map((track, index) => trackShape(track, tracks[index - 1])),
  };
}

/** Where a playlist is seen: the page beside the API, api.listenbrainz.org and listenbrainz.org. */
export function playlistUrl(serviceUrl: string, playlistMbid: string): string {
  const { protocol, host } = new URL(serviceUrl);
  return `${protocol}//${host.replace(/^api\./, '')}/playlist/${playlistMbid}`;
}

function trackShape(row: PlaylistTrackRow, before: PlaylistTrackRow | undefined): PlaylistTrackShape {
  const { mbid, file, key, addedAt, ...track } = row;
  return {
    ...track,
    key: key === null ? null : { ...key, wheel: wheelName(key) },
    file: file?.state ?? 'none',
    inMusicBrainz: mbid !== null,
    step: before === undefined ? null : toldStep(before, row),
    addedAt: iso(addedAt),
  };
}
