import { useRef, useState } from 'react';
import type { Answer, Trouble } from './answer.ts';
import { api } from './browser-client.ts';
import { fetchPlaylist, setPlaylistTracks } from './queries/playlists.ts';
import type { Playlist, PlaylistTrack } from './queries/playlists.ts';

interface EditedPlaylist {
  /** As it is shown: with changes that are still on their way. */
  playlist: Playlist | null;
  trouble: Trouble | null;
  /** Sets the tracks and their order; shown at once, saved one after the other. */
  setTracks: (change: (tracks: readonly PlaylistTrack[]) => readonly PlaylistTrack[]) => void;
  /** Shows what the API has answered to another change. */
  take: (playlist: Playlist) => void;
  /** Asks for it again, where nothing is on its way. */
  renew: () => Promise<void>;
}

/** A playlist whose tracks are changed here. A change that rests on an older state than the API's is told, and the newer one shown. */
export function usePlaylist(initial: Answer<Playlist>): EditedPlaylist {
  const [playlist, setPlaylist] = useState(initial.data);
  const [trouble, setTrouble] = useState(initial.trouble);
  // Held beside the state: several changes may come before it is drawn, and each rests on the one before.
  const newest = useRef(initial.data);
  const unsaved = useRef(false);
  const saving = useRef(false);

  const hasMore = () => unsaved.current;
  const isIdle = () => !unsaved.current && !saving.current;

  const show = (shown: Playlist) => {
    newest.current = shown;
    setPlaylist(shown);
  };

  const save = async () => {
    if (saving.current) return;
    saving.current = true;
    while (unsaved.current && newest.current !== null) {
      unsaved.current = false;
      const wanted = newest.current;
      const answer = await setPlaylistTracks(
        api,
        wanted,
        wanted.tracks.map(({ recordingId }) => recordingId),
      );
      if (answer.data === null) await recover(wanted.id, answer.trouble);
      else if (hasMore()) newest.current = { ...newest.current, revision: answer.data.revision };
      else show(answer.data);
      if (answer.data !== null) setTrouble(null);
    }
    saving.current = false;
  };

  const recover = async (id: string, what: Trouble) => {
    unsaved.current = false;
    const answer = await fetchPlaylist(api, id);
    // Both at once: who reads that it was changed elsewhere sees the newer state.
    if (answer.data !== null) show(answer.data);
    setTrouble(what);
  };

  return {
    playlist,
    trouble,
    setTracks: (change) => {
      if (newest.current === null) return;
      const tracks = [...change(newest.current.tracks)];
      show({ ...newest.current, tracks, ...countsOf(tracks) });
      unsaved.current = true;
      void save();
    },
    take: show,
    renew: async () => {
      const id = newest.current?.id;
      if (id === undefined || !isIdle()) return;
      const answer = await fetchPlaylist(api, id);
      if (isIdle() && answer.data !== null) show(answer.data);
    },
  };
}

function countsOf(tracks: readonly PlaylistTrack[]) {
  const count = (holds: (track: PlaylistTrack) => boolean) => tracks.filter(holds).length;
  return {
    trackCount: tracks.length,
    totalSeconds: tracks.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0),
    unknownDurations: count(({ durationSeconds }) => durationSeconds === null),
    withoutFile: count(({ file }) => file !== 'ready'),
    withoutMbid: count(({ inMusicBrainz }) => !inMusicBrainz),
  };
}
