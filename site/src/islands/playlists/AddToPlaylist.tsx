import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { TextField } from '../../components/TextField.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { addToPlaylist, createPlaylist, fetchPlaylists } from '../../data/queries/playlists.ts';
import type { PlaylistEntry } from '../../data/queries/playlists.ts';

interface AddToPlaylistProps {
  recordingIds: readonly string[];
  /** What is added, as it stands in the dialog: a track's title, "3 tracks". */
  label: string;
  /** icon: for rows of a list, where there is no room for words. */
  look?: 'button' | 'icon';
}

/** A button that asks for a playlist, or the name of a new one, and puts tracks on it. */
export function AddToPlaylist({ recordingIds, label, look = 'button' }: AddToPlaylistProps) {
  const [open, setOpen] = useState(false);
  const show = () => setOpen(true);
  return (
    <>
      {look === 'icon' ? (
        <IconButton icon="plus" size="small" label={`Add ${label} to a playlist`} onClick={show} />
      ) : (
        <Button look="quiet" onClick={show} disabled={recordingIds.length === 0}>
          <Icon name="playlist" size={18} />
          Add to playlist
        </Button>
      )}
      <Dialog open={open} title={`Add ${label} to a playlist`} onClose={() => setOpen(false)}>
        <Choice recordingIds={recordingIds} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Choice({ recordingIds, onDone }: { recordingIds: readonly string[]; onDone: () => void }) {
  const [playlists, setPlaylists] = useState<Answer<PlaylistEntry[]> | null>(null);
  const [trouble, setTrouble] = useState<Answer<unknown>['trouble']>(null);
  const [busy, setBusy] = useState(false);
  const [name, setName] = useState('');

  const load = () => void fetchPlaylists(api).then(setPlaylists);
  useEffect(load, []);

  const finish = (answer: Answer<{ id: string; said: string }>) => {
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    const { id, said } = answer.data;
    onDone();
    showToast(said, { action: { name: 'Show', run: () => location.assign(`/playlists/${id}`) } });
  };
  const add = async ({ id, name: to }: PlaylistEntry) => {
    setBusy(true);
    const { data, trouble: problem } = await addToPlaylist(api, id, [...recordingIds]);
    finish(data === null ? { data, trouble: problem } : { data: { id, said: describeAdded(data, to) }, trouble: null });
  };
  const create = async () => {
    setBusy(true);
    const tracks = recordingIds.map((recordingId) => ({ recordingId }));
    const { data, trouble: problem } = await createPlaylist(api, { name: name.trim(), tracks });
    finish(
      data === null
        ? { data, trouble: problem }
        : { data: { id: data.id, said: `Added to the new playlist “${data.name}”.` }, trouble: null },
    );
  };

  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} />}
      {playlists === null && <SkeletonRows rows={3} />}
      {playlists?.trouble && <TroubleBanner trouble={playlists.trouble} onRetry={load} />}
      {playlists?.data && playlists.data.length > 0 && (
        <ul className="-mx-2 max-h-64 overflow-y-auto">
          {playlists.data.map((playlist) => (
            <li key={playlist.id}>
              <button
                type="button"
                disabled={busy}
                onClick={() => void add(playlist)}
                className="flex w-full items-center gap-3 rounded-lg px-2 py-2.5 text-left hover:bg-raised disabled:opacity-50"
              >
                <Icon name="playlist" size={18} />
                <span className="min-w-0 flex-1 truncate text-sm font-medium">{playlist.name}</span>
                <span className="text-xs whitespace-nowrap text-ink-faint tabular">
                  {playlist.trackCount} {playlist.trackCount === 1 ? 'track' : 'tracks'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-end gap-3 border-t border-line pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField label="New playlist" value={name} onChange={setName} required maxLength={200} placeholder="Name" />
        </div>
        <Button type="submit" disabled={busy || name.trim() === ''}>
          Make
        </Button>
      </form>
    </div>
  );
}

function describeAdded({ added, alreadyThere }: { added: number; alreadyThere: number }, name: string): string {
  if (added === 0) return alreadyThere === 1 ? `It is already on “${name}”.` : `They are already on “${name}”.`;
  const there = alreadyThere === 0 ? '' : `; ${alreadyThere} ${alreadyThere === 1 ? 'was' : 'were'} there already`;
  return `${added === 1 ? 'Added' : `${added} tracks added`} to “${name}”${there}.`;
}
