import { useState } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { Button, buttonClass } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { moved } from '../../data/moved.ts';
import { deletePlaylist, restorePlaylist } from '../../data/queries/playlists.ts';
import type { Playlist, PlaylistTrack } from '../../data/queries/playlists.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { usePlaylist } from '../../data/use-playlist.ts';
import { formatDay, formatWeekNumber } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeLength } from '../../text/playlist-text.ts';
import { CopyList } from './CopyList.tsx';
import { ExportPlaylist } from './ExportPlaylist.tsx';
import { FlowCard } from './FlowCard.tsx';
import { PlaylistName } from './PlaylistName.tsx';
import { PlaylistTracks } from './PlaylistTracks.tsx';
import { SendPlaylist } from './SendPlaylist.tsx';

interface PlaylistIslandProps {
  initial: Answer<Playlist>;
  roots: readonly string[];
  reader: Reader;
}

/** One playlist: its name, how it runs, its tracks in an order that can be changed; export, sending, deleting. */
export function PlaylistIsland({ initial, roots, reader }: PlaylistIslandProps) {
  const { playlist, trouble, setTracks, take, renew } = usePlaylist(initial);
  const [isDeleted, setDeleted] = useState(false);
  useLiveEvents({ onChanged: () => void (isDeleted || renew()) });

  if (playlist === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  if (isDeleted) {
    const onRestored = (restored: Playlist) => {
      take(restored);
      setDeleted(false);
    };
    return <Deleted playlist={playlist} onRestored={onRestored} />;
  }
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} />}
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <PlaylistName playlist={playlist} onRenamed={take} />
          <Standing playlist={playlist} reader={reader} />
        </div>
        <div className="grid grid-cols-2 gap-3 max-sm:w-full sm:flex sm:flex-wrap">
          <SendPlaylist playlist={playlist} onSent={() => void renew()} reader={reader} />
          <CopyList name={playlist.name} tracks={playlist.tracks} />
          <ExportPlaylist playlist={playlist} roots={roots} />
          <Delete playlist={playlist} onDeleted={() => setDeleted(true)} />
        </div>
      </header>
      {playlist.tracks.length === 0 ? (
        <NoTracks />
      ) : (
        <Contents playlist={playlist} setTracks={setTracks} reader={reader} />
      )}
    </div>
  );
}

interface ContentsProps {
  playlist: Playlist;
  setTracks: (change: (tracks: readonly PlaylistTrack[]) => readonly PlaylistTrack[]) => void;
  reader: Reader;
}

function Contents({ playlist, setTracks, reader }: ContentsProps) {
  const [active, setActive] = useState<number | null>(null);
  const remove = (index: number) => {
    const track = playlist.tracks[index];
    if (track === undefined) return;
    setTracks((tracks) => tracks.filter(({ recordingId }) => recordingId !== track.recordingId));
    setActive(null);
    showToast(`“${track.title}” is off the playlist.`, {
      action: { name: 'Undo', run: () => setTracks((tracks) => tracks.toSpliced(index, 0, track)) },
    });
  };
  return (
    <>
      <FlowCard name={playlist.name} tracks={playlist.tracks} active={active} onActive={setActive} reader={reader} />
      <PlaylistTracks
        tracks={playlist.tracks}
        active={active}
        onActive={setActive}
        onMove={(from, to) => setTracks((tracks) => moved(tracks, from, to))}
        onRemove={remove}
        reader={reader}
      />
    </>
  );
}

function Standing({ playlist, reader }: { playlist: Playlist; reader: Reader }) {
  const { mixtape, sent } = playlist;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-ink-soft tabular">
      <span>{describeLength(playlist, reader)}</span>
      {mixtape !== null && (
        <a
          href={`/mixtapes?week=${mixtape.week}&space=${mixtape.space}&seed=${mixtape.seed}&minutes=${mixtape.minutes}`}
          className="rounded-sm underline decoration-line-strong/60 underline-offset-4 hover:text-ink"
        >
          from the mixtape of {formatWeekNumber(mixtape.week).toLowerCase()}
        </a>
      )}
      {sent !== null && (
        <a href={sent.url} target="_blank" rel="noreferrer" className="rounded-md">
          <Badge tone={sent.changedSince ? 'warn' : 'good'}>
            on ListenBrainz since {formatDay(sent.at, reader)}
            {sent.changedSince && ', changed here after'}
          </Badge>
        </a>
      )}
    </p>
  );
}

function Delete({ playlist, onDeleted }: { playlist: Playlist; onDeleted: () => void }) {
  const remove = async () => {
    const { data, trouble } = await deletePlaylist(api, playlist.id);
    if (data === null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else onDeleted();
  };
  return (
    <Button look="danger" onClick={() => void remove()}>
      <Icon name="remove" size={18} />
      Delete
    </Button>
  );
}

function Deleted({ playlist, onRestored }: { playlist: Playlist; onRestored: (playlist: Playlist) => void }) {
  const restore = async () => {
    const { data, trouble } = await restorePlaylist(api, playlist.id);
    if (data === null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else onRestored(data);
  };
  return (
    <EmptyState
      title={`“${playlist.name}” is deleted`}
      reason="You can take that back until you leave this page. What was sent to ListenBrainz stays there."
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <Button autoFocus onClick={() => void restore()}>
            <Icon name="undo" size={18} />
            Undo
          </Button>
          <a href="/playlists" className={buttonClass('quiet')}>
            All playlists
          </a>
        </div>
      }
    />
  );
}

function NoTracks() {
  return (
    <EmptyState
      title="No tracks yet"
      reason="Find a track and press “Add to playlist” on its page, or make a mixtape of a week and save that."
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <a href="/search" className={buttonClass()}>
            Find tracks
          </a>
          <a href="/mixtapes" className={buttonClass('quiet')}>
            Make a mixtape
          </a>
        </div>
      }
    />
  );
}
