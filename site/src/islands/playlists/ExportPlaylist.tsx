import { useState } from 'react';
import { Button, buttonClass } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { TextField } from '../../components/TextField.tsx';
import { exportPath } from '../../data/queries/playlists.ts';
import type { Playlist } from '../../data/queries/playlists.ts';
import { NamedTracks } from './NamedTracks.tsx';

interface ExportPlaylistProps {
  playlist: Playlist;
  /** Folders of the listener's library. */
  roots: readonly string[];
}

/** Asks where the file is to lie, says what it will not hold, and gives it. */
export function ExportPlaylist({ playlist, roots }: ExportPlaylistProps) {
  const [open, setOpen] = useState(false);
  const [base, setBase] = useState(roots[0] ?? '');
  const missing = playlist.tracks.filter(({ file }) => file !== 'ready');
  const playable = playlist.trackCount - missing.length;
  const folder = base.trim();
  const isFolder = folder === '' || /^(\/|[A-Za-z]:[\\/])/.test(folder);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="quiet" disabled={playlist.trackCount === 0} onClick={() => setOpen(true)}>
        <Icon name="download" size={18} />
        Export
      </Button>
      <Dialog
        open={open}
        title="Export as M3U8"
        onClose={close}
        actions={
          playable > 0 && (
            <>
              <Button look="quiet" onClick={close}>
                Cancel
              </Button>
              <a
                href={exportPath(playlist.id, folder === '' || !isFolder ? null : folder)}
                download
                onClick={close}
                className={buttonClass()}
              >
                <Icon name="download" size={18} />
                Download
              </a>
            </>
          )
        }
      >
        <div className="space-y-4 text-sm">
          {playable === 0 ? (
            <p>
              None of these tracks has an audio file here, so there is nothing for a player to open. Add the folder with
              your music under{' '}
              <a href="/library" className="font-medium text-accent underline underline-offset-2">
                Library
              </a>
              .
            </p>
          ) : (
            <>
              <p className="text-ink-soft">A file that players open, with the paths of your own audio files in it.</p>
              <TextField
                label="Folder that the file will lie in"
                value={base}
                onChange={setBase}
                placeholder="Your music folder"
                maxLength={1000}
                list="library-folders"
                error={isFolder ? null : 'Write the whole path, from / or from a drive such as C:\\.'}
                hint="Paths in it are relative to this folder, so that both can be moved together."
              />
              <datalist id="library-folders">
                {roots.map((root) => (
                  <option key={root} value={root} />
                ))}
              </datalist>
              <NamedTracks
                tracks={missing}
                title={
                  missing.length === 1
                    ? 'One track has no audio file; the export names it in a comment.'
                    : `${missing.length} tracks have no audio file; the export names them in comments.`
                }
              />
            </>
          )}
        </div>
      </Dialog>
    </>
  );
}
