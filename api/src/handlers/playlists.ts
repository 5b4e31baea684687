import type { Sql } from '@sidetrack/prisma';
import { playlistShape, entryShape } from '../playlists/shape.ts';
import { reversedMappings } from '@sidetrack/analysis';
import { toM3u8, toM3u8Elsewhere, usualBase } from '../playlists/m3u8.ts';
import { readPathMappings } from '../queries/path-mappings.ts';
import { sendToListenBrainz } from '../playlists/send.ts';
import { PLAYLIST_LIMIT, type PlaylistShape } from '../contract/playlist-shapes.ts';
import type { ApiSettings } from '../deps.ts';
import * as queries from '../queries/change-playlist.ts';
import { readOrder, setTracks, unknownRecordings } from '../queries/change-playlist-tracks.ts';
import { readPlaylistTracks } from '../queries/playlist-tracks.ts';
import { readPlaylist, readPlaylists, type PlaylistRow } from '../queries/playlists.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';
import { readMixtape } from './mixtape.ts';

export const listPlaylists: Handlers['listPlaylists'] = async ({ scope }, { settings }) => {
  const rows = await scope.run((tx) => readPlaylists(tx, scope.userId));
  return { playlists: rows.map((row) => entryShape(row, settings.listenbrainzUrl)) };
};

export const createPlaylist: Handlers['createPlaylist'] = async ({ body, scope, locate }, deps) => {
  const now = deps.now();
  const made = await scope.run(async (tx) => {
    const tracks =
      body.tracks ?? (body.mixtape === undefined ? [] : await mixtapeTracks(tx, scope.userId, body.mixtape));
    await refuseUnknown(
      tx,
      tracks.map(({ recordingId }) => recordingId),
    );
    const { name, mixtape = null } = body;
    const playlistId = await queries.insertPlaylist(tx, scope.userId, { name, mixtape, now });
    await setTracks(tx, { userId: scope.userId, playlistId, now }, onceEach(tracks));
    return readWhole(tx, scope.userId, playlistId, deps.settings);
  });
  locate(`/playlists/${made.id}`);
  return made;

  async function mixtapeTracks(tx: Sql, userId: string, origin: NonNullable<typeof body.mixtape>) {
    const mixtape = await readMixtape(tx, userId, { ...origin, now, settings: deps.settings });
    if (mixtape.reason !== null) throw conflict('There is nothing to make this mixtape of.', mixtape.reason);
    return mixtape.tracks.map(({ recordingId, why }) => ({ recordingId, note: why }));
  }
};

export const getPlaylist: Handlers['getPlaylist'] = ({ params, scope }, { settings }) =>
  scope.run((tx) => readWhole(tx, scope.userId, params.id, settings));

export const renamePlaylist: Handlers['renamePlaylist'] = ({ params: { id }, body, scope }, deps) =>
  scope.run(async (tx) => {
    if (!(await queries.renamePlaylist(tx, scope.userId, { id, name: body.name, now: deps.now() }))) throw noPlaylist();
    return readWhole(tx, scope.userId, id, deps.settings);
  });

export const putPlaylistTracks: Handlers['putPlaylistTracks'] = ({ params: { id }, body, scope }, deps) =>
  scope.run(async (tx) => {
    const now = deps.now();
    const { revision } = body;
    if ((await queries.lockPlaylist(tx, scope.userId, { id, revision, now })) === null) {
      await readRow(tx, scope.userId, id);
      throw conflict(
        'This playlist has been changed elsewhere meanwhile; nothing was changed now.',
        'Load it again and repeat the change.',
      );
    }
    await refuseUnknown(tx, body.recordingIds);
    const tracks = onceEach(body.recordingIds.map((recordingId) => ({ recordingId })));
    await setTracks(tx, { userId: scope.userId, playlistId: id, now }, tracks);
    return readWhole(tx, scope.userId, id, deps.settings);
  });

export const addPlaylistTracks: Handlers['addPlaylistTracks'] = ({ params: { id }, body, scope }, deps) =>
  scope.run(async (tx) => {
    const now = deps.now();
    await readRow(tx, scope.userId, id);
    await refuseUnknown(tx, body.recordingIds);
    const before = await readOrder(tx, id);
    const asked = onceEach(body.recordingIds.map((recordingId) => ({ recordingId })));
    const fresh = asked.filter(({ recordingId }) => !before.includes(recordingId));
    if (before.length + fresh.length > PLAYLIST_LIMIT) {
      throw conflict(
        `A playlist holds ${PLAYLIST_LIMIT} tracks at most; this one has ${before.length}.`,
        'Make another playlist for the rest.',
      );
    }
    if (fresh.length > 0) {
      if ((await queries.lockPlaylist(tx, scope.userId, { id, now })) === null) throw noPlaylist();
      const order = [...(await readOrder(tx, id)).map((recordingId) => ({ recordingId })), ...fresh];
      await setTracks(tx, { userId: scope.userId, playlistId: id, now }, onceEach(order));
    }
    const playlist = entryShape(await readRow(tx, scope.userId, id), deps.settings.listenbrainzUrl);
    return { added: fresh.length, alreadyThere: asked.length - fresh.length, playlist };
  });

export const deletePlaylist: Handlers['deletePlaylist'] = async ({ params, scope }, deps) => {
  const deleted = await scope.run((tx) => queries.deletePlaylist(tx, scope.userId, params.id, deps.now()));
  if (!deleted) throw noPlaylist();
  return undefined;
};

export const restorePlaylist: Handlers['restorePlaylist'] = ({ params: { id }, scope }, deps) =>
  scope.run(async (tx) => {
    if (!(await queries.restorePlaylist(tx, scope.userId, id, deps.now()))) {
      throw notFound('deleted playlist', 'A deletion can be taken back for a day.');
    }
    return readWhole(tx, scope.userId, id, deps.settings);
  });

export const exportPlaylist: Handlers['exportPlaylist'] = async ({ params: { id }, query, scope, response }) => {
  const { server } = query;
  const { name, tracks, mappings } = await scope.run(async (tx) => ({
    ...(await readRow(tx, scope.userId, id)),
    tracks: await readPlaylistTracks(tx, scope.userId, id),
    mappings: (await readPathMappings(tx, scope.userId)).filter((mapping) => mapping.server === server),
  }));
  if (server !== undefined && mappings.length === 0)
    throw conflict(`It is not known where ${server} sees the files.`, 'Say so with PUT /api/v1/library/path-mappings.');
  const elsewhere = reversedMappings(mappings.map(({ fromPath, toPath }) => ({ from: fromPath, to: toPath })));
  response
    .status(200)
    .attachment(`${name.replace(/[/\\:*?"<>|]/g, '-')}.m3u8`)
    .set({ 'Content-Type': 'audio/x-mpegurl; charset=utf-8', 'Cache-Control': 'private, no-cache' })
    .send(
      server === undefined
        ? toM3u8(name, tracks, query.base ?? usualBase(tracks))
        : toM3u8Elsewhere(name, tracks, elsewhere),
    );
  return undefined;
};

export const sendPlaylist: Handlers['sendPlaylist'] = ({ params: { id }, body, scope }, deps) =>
  sendToListenBrainz(deps, scope, { id, public: body.public, again: body.again });

async function readRow(tx: Sql, userId: string, id: string): Promise<PlaylistRow> {
  const row = await readPlaylist(tx, userId, id);
  if (row === undefined) throw noPlaylist();
  return row;
}

async function readWhole(tx: Sql, userId: string, id: string, settings: ApiSettings): Promise<PlaylistShape> {
  const row = await readRow(tx, userId, id);
  return playlistShape(row, await readPlaylistTracks(tx, userId, id), settings.listenbrainzUrl);
}

/** @throws 404 where a track is not there for this listener */
async function refuseUnknown(tx: Sql, recordingIds: readonly string[]): Promise<void> {
  const unknown = await unknownRecordings(tx, recordingIds);
  if (unknown.length > 0) throw notFound('track', 'GET /api/v1/search finds tracks with their ids.');
}

/** Each track once, where it stands first. */
function onceEach<T extends { readonly recordingId: string }>(tracks: readonly T[]): T[] {
  const byId = new Map<string, T>();
  for (const track of tracks) {
    const recordingId = track.recordingId.toLowerCase();
    if (!byId.has(recordingId)) byId.set(recordingId, { ...track, recordingId });
  }
  return [...byId.values()];
}

const noPlaylist = () => notFound('playlist', 'GET /api/v1/playlists lists those there are.');
