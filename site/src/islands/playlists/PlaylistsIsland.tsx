import { useState } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { Button, buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { TextField } from '../../components/TextField.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { createPlaylist, deletePlaylist, fetchPlaylists, restorePlaylist } from '../../data/queries/playlists.ts';
import type { PlaylistEntry } from '../../data/queries/playlists.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { formatAgo, formatWeekNumber } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeLength } from '../../text/playlist-text.ts';

interface PlaylistsIslandProps {
  initial: Answer<PlaylistEntry[]>;
  /** When the page was made, so that both sides say the same "ago". */
  now: number;
  reader: Reader;
}

/** The listener's playlists, a way to a new one, and deleting with undo. */
export function PlaylistsIsland({ initial, now, reader }: PlaylistsIslandProps) {
  const { data: playlists, trouble, ask } = useAnswer(initial);
  const load = () => ask(() => fetchPlaylists(api), { quietly: true });
  useLiveEvents({ onChanged: () => void load() });

  const remove = async ({ id, name }: PlaylistEntry) => {
    const answer = await deletePlaylist(api, id);
    if (complain(answer)) return;
    await load();
    const undo = async () => {
      if (!complain(await restorePlaylist(api, id))) await load();
    };
    showToast(`“${name}” is deleted.`, { action: { name: 'Undo', run: () => void undo() } });
  };

  if (playlists === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void load()} />}
      {playlists.length === 0 ? (
        <EmptyState
          title="No playlists yet"
          reason="Make a mixtape of a week and save it, add tracks from their pages, or begin an empty one below."
          action={
            <a href="/mixtapes" className={buttonClass()}>
              Make a mixtape
            </a>
          }
        />
      ) : (
        <Card>
          <ul className="-my-2 divide-y divide-line">
            {playlists.map((playlist) => (
              <Row
                key={playlist.id}
                playlist={playlist}
                now={now}
                onRemove={() => void remove(playlist)}
                reader={reader}
              />
            ))}
          </ul>
        </Card>
      )}
      <NewPlaylist />
    </div>
  );
}

interface RowProps {
  playlist: PlaylistEntry;
  now: number;
  onRemove: () => void;
  reader: Reader;
}

function Row({ playlist, now, onRemove, reader }: RowProps) {
  const { id, name, mixtape, sent, updatedAt } = playlist;
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <a
          href={`/playlists/${id}`}
          className="rounded-sm font-medium break-words underline-offset-4 hover:text-accent hover:underline"
        >
          {name}
        </a>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-ink-soft tabular">
          <span>{describeLength(playlist, reader)}</span>
          {mixtape !== null && <Badge tone="accent">mixtape of {formatWeekNumber(mixtape.week).toLowerCase()}</Badge>}
          {sent !== null && (
            <Badge tone={sent.changedSince ? 'warn' : 'good'}>
              {sent.changedSince ? 'changed since it was sent' : 'on ListenBrainz'}
            </Badge>
          )}
        </p>
      </div>
      <span className="text-xs whitespace-nowrap text-ink-faint max-sm:hidden">
        changed {formatAgo(updatedAt, now)}
      </span>
      <IconButton icon="remove" look="danger" label={`Delete ${name}`} onClick={onRemove} />
    </li>
  );
}

function NewPlaylist() {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    const answer = await createPlaylist(api, { name: name.trim() });
    if (answer.data !== null) location.assign(`/playlists/${answer.data.id}`);
    else setBusy(false);
    complain(answer);
  };
  return (
    <form
      className="flex max-w-md items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField label="New playlist" value={name} onChange={setName} required maxLength={200} placeholder="Name" />
      </div>
      <Button type="submit" look="quiet" disabled={busy || name.trim() === ''}>
        Make
      </Button>
    </form>
  );
}

/** Tells what went wrong, if anything did, and whether anything did. */
function complain({ trouble }: Answer<unknown>): boolean {
  if (trouble === null) return false;
  showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
  return true;
}
