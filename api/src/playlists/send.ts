import { CredentialError, connectionOwner, openCredential } from '@sidetrack/settings';
import type { Sql } from '@sidetrack/prisma';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { ListenerScope } from '../access/scope.ts';
import type { ApiSettings, Deps } from '../deps.ts';
import { createListenBrainzPlaylist, type CreateOutcome } from '../listenbrainz/create-playlist.ts';
import { readListenBrainzAccount, type StoredAccount } from '../queries/listenbrainz-account.ts';
import { iso } from '../queries/moments.ts';
import { claimSending, releaseSending, saveSent } from '../queries/playlist-sending.ts';
import { readPlaylistTracks } from '../queries/playlist-tracks.ts';
import { readPlaylist } from '../queries/playlists.ts';
import { conflict, notFound, ProblemError } from '../server/problem-error.ts';
import { playlistUrl } from './shape.ts';

export interface Sending {
  readonly id: string;
  readonly public: boolean;
  /** Though it was sent before. */
  readonly again: boolean;
}

/**
 * Makes the playlist on the listener's ListenBrainz account and keeps its MBID. No transaction is open while the service is asked.
 * @throws ProblemError that says what stands in the way; nothing is then kept here
 */
export async function sendToListenBrainz(deps: Deps, scope: ListenerScope, sending: Sending) {
  const { id } = sending;
  const { userId } = scope;
  const ready = await scope.run((tx) => prepare(tx, userId, { sending, deps }));
  const { listenbrainzUrl: url, contact } = deps.settings;
  try {
    const recordingMbids = ready.tracks.flatMap(({ mbid }) => (mbid === null ? [] : [mbid]));
    const outcome = await createListenBrainzPlaylist(
      { fetch: deps.fetch, url, contact, token: ready.token },
      { title: ready.name, recordingMbids, public: sending.public },
    );
    if (outcome.kind !== 'made') throw problemOf(outcome);
    const now = deps.now();
    const { playlistMbid } = outcome;
    await scope.run((tx) => saveSent(tx, userId, { id, playlistMbid, revision: ready.revision, now }));
    return {
      playlistMbid,
      url: playlistUrl(url, playlistMbid),
      sentAt: iso(now),
      sent: recordingMbids.length,
      leftOut: ready.tracks
        .filter(({ mbid }) => mbid === null)
        .map(({ recordingId, title, artistCredit }) => ({ recordingId, title, artistCredit, reason: NOT_KNOWN })),
      replaced: ready.sentMbid === null ? null : playlistUrl(url, ready.sentMbid),
    };
  } catch (error) {
    await scope.run((tx) => releaseSending(tx, userId, id));
    throw error;
  }
}

async function prepare(tx: Sql, userId: string, { sending, deps }: { sending: Sending; deps: Deps }) {
  const { id, again } = sending;
  const { settings } = deps;
  // Taken first: what was read before another sending ended would not know of it. A refusal below gives it back.
  const claimed = await claimSending(tx, userId, id, deps.now());
  const playlist = await readPlaylist(tx, userId, id);
  if (playlist === undefined) throw notFound('playlist', 'GET /api/v1/playlists lists those there are.');
  if (!claimed) throw conflict('This playlist is being sent at this moment.', 'Wait for that to end.');
  await refuseInDemo(tx, userId);
  if (playlist.sentMbid !== null && !again) {
    throw conflict(
      `This playlist was sent before: ${playlistUrl(settings.listenbrainzUrl, playlist.sentMbid)}.`,
      'To have a second one on ListenBrainz, send it again as a new playlist (`again`).',
    );
  }
  const tracks = await readPlaylistTracks(tx, userId, id);
  if (tracks.every(({ mbid }) => mbid === null)) {
    throw conflict(
      tracks.length === 0
        ? 'This playlist is empty.'
        : 'MusicBrainz knows none of its tracks, so that none can be sent.',
      'Add tracks that MusicBrainz knows.',
    );
  }
  const token = tokenOf(await readListenBrainzAccount(tx, userId), userId, settings);
  return { ...playlist, tracks, token };
}

/** The token of the listener's connection, else the one in the settings where it is theirs. */
function tokenOf(account: StoredAccount | undefined, userId: string, settings: ApiSettings): string {
  const enter = 'Enter your ListenBrainz name and token under Settings; the token is on listenbrainz.org/settings.';
  if (account === undefined) throw conflict('No ListenBrainz account is connected.', enter);
  const { credential, credentialKeyId: keyId, externalName } = account;
  if (credential === null || keyId === null) {
    const own = settings.listenbrainzUser === externalName ? settings.listenbrainzToken : undefined;
    if (own !== undefined) return own;
    throw conflict('Your ListenBrainz connection has no token, and without one nothing can be sent there.', enter);
  }
  if (settings.secretKey === undefined) {
    throw conflict(
      'The token is stored encrypted, and this installation has no key.',
      'Set SIDETRACK_SECRET_KEY again.',
    );
  }
  try {
    return openCredential({ credential, keyId }, settings.secretKey, connectionOwner(userId, 'listenbrainz'));
  } catch (error) {
    if (error instanceof CredentialError) throw conflict('The stored token cannot be read any more.', error.remedy);
    throw error;
  }
}

function problemOf(outcome: Exclude<CreateOutcome, { kind: 'made' }>): ProblemError {
  switch (outcome.kind) {
    case 'token-refused':
      return conflict(
        'ListenBrainz refuses the token of your connection. Nothing was sent.',
        'Copy it again from listenbrainz.org/settings and enter it under Settings.',
      );
    case 'busy':
      return new ProblemError({
        status: 503,
        kind: 'listenbrainz-busy',
        title: 'ListenBrainz asks to wait',
        detail: 'ListenBrainz has had too many requests from here. Nothing was sent.',
        remedy: `Try again in ${outcome.retryAfterSeconds} s.`,
        headers: { 'Retry-After': String(outcome.retryAfterSeconds) },
      });
    case 'refused':
      return new ProblemError({
        status: 409,
        kind: 'listenbrainz-refused',
        title: 'ListenBrainz refuses the playlist',
        detail: `ListenBrainz refuses the playlist: ${outcome.reason.replace(/\.$/, '')}. Nothing was sent.`,
        remedy: 'Change the playlist as it says, then send it again.',
      });
    case 'unsure':
      return new ProblemError({
        status: 503,
        kind: 'listenbrainz-unsure',
        title: 'ListenBrainz does not answer',
        detail: `ListenBrainz ${outcome.reason}, so it is not known whether the playlist was made.`,
        remedy: 'Look at your playlists on ListenBrainz; where it is not there, send it again in a few minutes.',
      });
  }
}

const NOT_KNOWN = 'MusicBrainz does not know this track.';
