import { api } from '../../data/browser-client.ts';
import { searchTracks } from '../../data/queries/library.ts';
import type { Decision, LibraryFile, LibraryTrack } from '../../data/queries/library.ts';
import { formatLength } from '../../text/library-text.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { FileName } from './FileName.tsx';
import { Picker } from './Picker.tsx';

interface ChooseTrackProps {
  file: LibraryFile;
  onDecide: (decisions: readonly Decision[]) => void;
  onClose: () => void;
  reader: Reader;
}

/** Which of the tracks that were played is in a file. */
export function ChooseTrack({ file, onDecide, onClose, reader }: ChooseTrackProps) {
  return (
    <Picker<LibraryTrack>
      title="Which track is in this file?"
      about={
        <FileName path={file.relativePath} seconds={file.durationSeconds} title={file.title} artist={file.artist} />
      }
      label="Search the tracks that you have played"
      guess={file.title ?? nameOf(file.relativePath)}
      search={(typed) => searchTracks(api, typed)}
      keyOf={({ recordingId }) => recordingId}
      row={({ title, artistCredit, releaseTitle, durationSeconds, plays, relativePath }) => (
        <span className="block">
          <span className="block text-sm font-medium wrap-anywhere">
            {title}
            {durationSeconds !== null && (
              <span className="font-normal text-ink-faint tabular"> · {formatLength(durationSeconds)}</span>
            )}
          </span>
          <span className="block text-[13px] wrap-anywhere text-ink-soft">
            {[artistCredit, releaseTitle, plural(plays, 'play', reader)].filter((each) => each !== null).join(' · ')}
          </span>
          {relativePath !== null && (
            <span className="block text-xs wrap-anywhere text-ink-faint">Has a file: {relativePath}</span>
          )}
        </span>
      )}
      nothing="You have played no track with all of these words. Try fewer, such as the title alone."
      onPick={({ recordingId }) => onDecide([{ recordingId, fileId: file.id, verdict: 'same' }])}
      onClose={onClose}
    />
  );
}

/** "08 Idioteque.flac" without its number and ending. */
function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '').replace(/^\d+[\s.-]*/, '');
}
