import { defineOperation } from './operation.ts';
import {
  MixtapeOrigin,
  PLAYLIST_LIMIT,
  PlaylistAnswer,
  PlaylistEntry,
  playlistEntryExample,
  playlistExample,
} from './playlist-shapes.ts';
import { Count, Id, Moment, text } from './primitives.ts';
import { orNull, z } from './zod.ts';

const byId = z.strictObject({ id: Id });
const Name = text(200);
/** Of this system or of Windows, without control characters. */
const ABSOLUTE_PATH = /^(\/|[A-Za-z]:[\\/])[^\u0000-\u001f\u007f-\u009f]*$/;
const recordingIds = (minimum: number) => z.array(Id).min(minimum).max(PLAYLIST_LIMIT);
const recordingId = playlistExample.tracks[0]!.recordingId;

export const listPlaylists = defineOperation({
  operationId: 'listPlaylists',
  method: 'get',
  path: '/playlists',
  summary: 'Your playlists, the one changed last first',
  tag: 'Playlists',
  access: 'read',
  answer: {
    status: 200,
    description: 'The playlists without their tracks.',
    schema: z.strictObject({ playlists: z.array(PlaylistEntry) }),
    example: { playlists: [playlistEntryExample] },
  },
});

export const createPlaylist = defineOperation({
  operationId: 'createPlaylist',
  method: 'post',
  path: '/playlists',
  summary: 'Make a playlist: empty, of tracks, or of a mixtape',
  description:
    'With `tracks` it holds these in this order. With `mixtape` and without `tracks` the mixtape of these parameters is made and kept; ' +
    'with both, `tracks` are kept as they are and `mixtape` says where they come from. A track named twice is kept once.',
  tag: 'Playlists',
  access: 'write',
  body: z
    .strictObject({
      name: Name,
      tracks: z
        .array(z.strictObject({ recordingId: Id, note: text(300).optional() }))
        .max(PLAYLIST_LIMIT)
        .optional(),
      mixtape: MixtapeOrigin.optional(),
    })
    .openapi('NewPlaylist'),
  bodyExample: { name: 'Friday evening', tracks: [{ recordingId, note: 'Played 5 times in the week.' }] },
  problems: [404, 409],
  answer: {
    status: 201,
    description: 'The playlist.',
    schema: PlaylistAnswer,
    example: playlistExample,
    location: true,
  },
});

export const getPlaylist = defineOperation({
  operationId: 'getPlaylist',
  method: 'get',
  path: '/playlists/{id}',
  summary: 'A playlist with its tracks in their order',
  tag: 'Playlists',
  access: 'read',
  params: byId,
  problems: [404],
  answer: { status: 200, description: 'The playlist.', schema: PlaylistAnswer, example: playlistExample },
});

export const renamePlaylist = defineOperation({
  operationId: 'renamePlaylist',
  method: 'put',
  path: '/playlists/{id}',
  summary: 'Give a playlist another name',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  body: z.strictObject({ name: Name }).openapi('PlaylistName'),
  bodyExample: { name: 'Friday night' },
  problems: [404],
  answer: { status: 200, description: 'The playlist.', schema: PlaylistAnswer, example: playlistExample },
});

export const putPlaylistTracks = defineOperation({
  operationId: 'putPlaylistTracks',
  method: 'put',
  path: '/playlists/{id}/tracks',
  summary: 'Set which tracks a playlist holds, and their order',
  description:
    'Reorders, removes, and puts back what was removed within a day, its note included. `revision` is that of the playlist the change ' +
    'rests on: where it has changed since, the answer is 409 and nothing is changed.',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  body: z.strictObject({ revision: z.int().min(1), recordingIds: recordingIds(0) }).openapi('PlaylistTracks'),
  bodyExample: { revision: 3, recordingIds: [recordingId] },
  problems: [404, 409],
  answer: { status: 200, description: 'The playlist.', schema: PlaylistAnswer, example: playlistExample },
});

export const addPlaylistTracks = defineOperation({
  operationId: 'addPlaylistTracks',
  method: 'post',
  path: '/playlists/{id}/tracks',
  summary: 'Add tracks at the end of a playlist',
  description: 'A track stands on a playlist once: one that is there already stays where it is.',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  body: z.strictObject({ recordingIds: recordingIds(1) }).openapi('MorePlaylistTracks'),
  bodyExample: { recordingIds: [recordingId] },
  problems: [404, 409],
  answer: {
    status: 200,
    description: 'How many were added, and the playlist.',
    schema: z.strictObject({ added: Count, alreadyThere: Count, playlist: PlaylistEntry }),
    example: { added: 1, alreadyThere: 0, playlist: playlistEntryExample },
  },
});

export const deletePlaylist = defineOperation({
  operationId: 'deletePlaylist',
  method: 'delete',
  path: '/playlists/{id}',
  summary: 'Delete a playlist; it can be taken back for a day',
  description: 'What was sent to ListenBrainz stays there.',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  problems: [404],
  answer: { status: 204, description: 'Deleted.' },
});

export const restorePlaylist = defineOperation({
  operationId: 'restorePlaylist',
  method: 'post',
  path: '/playlists/{id}/restore',
  summary: 'Take back a deletion within a day',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  problems: [404],
  answer: { status: 200, description: 'The playlist.', schema: PlaylistAnswer, example: playlistExample },
});

export const exportPlaylist = defineOperation({
  operationId: 'exportPlaylist',
  method: 'get',
  path: '/playlists/{id}/m3u8',
  summary: 'A playlist as an M3U8 file that players read',
  description:
    'UTF-8, with the length and name of each track. Paths are relative to `base`, the folder in which the file is to lie. A track ' +
    'without an audio file stands as a comment that says so.',
  tag: 'Playlists',
  access: 'read',
  params: byId,
  query: z.strictObject({
    base: text(1000).regex(ABSOLUTE_PATH, 'An absolute path is expected, such as /home/ana/Music.').optional().openapi({
      description:
        'An absolute path. Without it the folder that was added to the library and holds most of the playlist’s files.',
      pattern: ABSOLUTE_PATH.source,
      example: '/home/ana/Music',
    }),
    server: text(50).optional().openapi({
      description:
        'Instead of `base`: a server of the path mappings (GET /library/path-mappings). Paths are absolute then, as that server sees them.',
      example: 'navidrome',
    }),
  }),
  problems: [404, 409],
  answer: {
    status: 200,
    description: 'The file, as a download.',
    mediaType: 'audio/x-mpegurl',
    example:
      '#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:Friday evening\n#EXTINF:309,Radiohead - Idioteque\nRadiohead/Kid A/08 Idioteque.flac\n',
  },
});

export const sendPlaylist = defineOperation({
  operationId: 'sendPlaylist',
  method: 'post',
  path: '/playlists/{id}/send',
  summary: 'Send a playlist to your ListenBrainz account',
  description:
    'Makes a playlist there, with the token of your ListenBrainz connection. Only tracks that MusicBrainz knows can be sent; the answer ' +
    'names the others. A playlist that was sent already is not sent again unless `again` says so; then ListenBrainz has two.',
  tag: 'Playlists',
  access: 'write',
  params: byId,
  body: z
    .strictObject({
      public: z.boolean().openapi({ description: 'Whether others may see it on ListenBrainz.' }),
      again: z.boolean().default(false),
    })
    .openapi('PlaylistSending'),
  bodyExample: { public: false },
  problems: [404, 409],
  answer: {
    status: 200,
    description: 'What was sent, and what was not.',
    schema: z
      .strictObject({
        playlistMbid: z.guid(),
        url: z.url(),
        sentAt: Moment,
        sent: Count,
        leftOut: z.array(
          z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), reason: z.string() }),
        ),
        replaced: orNull(z.url()).openapi({
          description: 'The playlist that was sent before and is still there; null where there was none.',
        }),
      })
      .openapi('SentPlaylist'),
    example: {
      playlistMbid: '7f1c2b9e-0d6b-4d33-a0f5-7f0f2a3a1d55',
      url: 'https://listenbrainz.org/playlist/7f1c2b9e-0d6b-4d33-a0f5-7f0f2a3a1d55',
      sentAt: '2026-11-20T21:02:00.000Z',
      sent: 14,
      leftOut: [
        { recordingId, title: 'Idioteque', artistCredit: 'Radiohead', reason: 'MusicBrainz does not know this track.' },
      ],
      replaced: null,
    },
  },
});
