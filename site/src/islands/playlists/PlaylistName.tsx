import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { TextField } from '../../components/TextField.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { useAfterPaint } from '../../data/use-after-paint.ts';
import { renamePlaylist } from '../../data/queries/playlists.ts';
import type { Playlist } from '../../data/queries/playlists.ts';

/** The playlist's name as the page's heading, and a form in its place to change it. */
export function PlaylistName({ playlist, onRenamed }: { playlist: Playlist; onRenamed: (playlist: Playlist) => void }) {
  const [name, setName] = useState<string | null>(null);
  const editing = useAfterPaint(name !== null);
  const rename = async (wanted: string) => {
    const { data, trouble } = await renamePlaylist(api, playlist.id, wanted);
    if (data === null) {
      showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
      return;
    }
    setName(null);
    document.title = `${data.name} · SideTrack`;
    onRenamed(data);
  };
  if (name === null || !editing) {
    return (
      <div className="flex min-h-10 items-start gap-2">
        <h1 className="min-w-0 pt-0.5 text-[26px] leading-tight font-semibold tracking-tight break-words">
          {playlist.name}
        </h1>
        <IconButton
          icon="edit"
          size="small"
          label="Rename"
          className={`mt-0.5 ${name === null ? '' : 'bg-raised text-ink'}`}
          onClick={() => setName(playlist.name)}
        />
      </div>
    );
  }
  return (
    <form
      className="flex max-w-xl flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void rename(name.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && setName(null)}
    >
      <div className="min-w-0 flex-1 basis-56">
        <TextField label="Name" labelHidden value={name} onChange={setName} required maxLength={200} autoFocus />
      </div>
      <Button type="submit" disabled={name.trim() === ''}>
        Rename
      </Button>
      <Button look="quiet" onClick={() => setName(null)}>
        Cancel
      </Button>
    </form>
  );
}
