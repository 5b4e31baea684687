import { Button } from '../../components/Button.tsx';
import type { LibraryTrack } from '../../data/queries/library.ts';
import type { Reader } from '../../text/format.ts';
import { TrackName } from './TrackName.tsx';

interface TrackListProps {
  tracks: readonly LibraryTrack[];
  onChooseFile: (track: LibraryTrack) => void;
  reader: Reader;
}

/** Tracks that were played and have no file. */
export function TrackList({ tracks, onChooseFile, reader }: TrackListProps) {
  return (
    <ul className="divide-y divide-line">
      {tracks.map((track) => (
        <li key={track.recordingId} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3.5">
          <div className="min-w-0 flex-1 basis-60">
            <TrackName track={track} seconds={track.durationSeconds} reader={reader} />
          </div>
          <Button look="quiet" size="small" onClick={() => onChooseFile(track)}>
            Choose its file<span className="sr-only">: {track.title}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
