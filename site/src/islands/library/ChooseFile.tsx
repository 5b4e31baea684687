import { Badge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import { api } from '../../data/browser-client.ts';
import { fetchCandidates, searchFiles } from '../../data/queries/library.ts';
import type { Decision, LibraryFile, Match } from '../../data/queries/library.ts';
import type { Answer } from '../../data/answer.ts';
import { describeRung, formatLength } from '../../text/library-text.ts';
import { FileName } from './FileName.tsx';
import { Picker } from './Picker.tsx';

/** The track for which a file is chosen, and the one that stands for it now. */
export interface TrackToFile {
  recordingId: string;
  title: string;
  artistCredit: string;
  seconds: number | null;
  fileId: string | null;
}

interface ChooseFileProps {
  track: TrackToFile;
  onDecide: (decisions: readonly Decision[]) => void;
  onClose: () => void;
}

interface Candidate {
  id: string;
  path: string;
  seconds: number | null;
  title: string | null;
  artist: string | null;
  note: string | null;
}

/** Which of the files is this track: candidates first, then whatever is searched for. */
export function ChooseFile({ track, onDecide, onClose }: ChooseFileProps) {
  const { recordingId, title, artistCredit, fileId } = track;
  const length = formatLength(track.seconds);
  const find = async (typed: string): Promise<Answer<readonly Candidate[]>> => {
    const [known, files] = await Promise.all([fetchCandidates(api, recordingId), searchFiles(api, typed)]);
    if (known.data === null) return known;
    if (files.data === null) return files;
    const candidates = known.data.map(ofMatch);
    const ids = new Set(candidates.map(({ id }) => id));
    return { data: [...candidates, ...files.data.filter(({ id }) => !ids.has(id)).map(ofFile)], trouble: null };
  };
  return (
    <Picker
      title={`Which file is “${title}”?`}
      about={
        <p className="text-sm text-ink-soft">
          {artistCredit}
          {length !== null && ` · ${length}`}. Your choice stays, whatever is found later.
        </p>
      }
      label="Search your files by name, artist or folder"
      guess={title}
      search={find}
      keyOf={({ id }) => id}
      row={({ id, path, seconds, title: tagged, artist, note }) => (
        <span className="flex items-start justify-between gap-3">
          <FileName path={path} seconds={seconds} title={tagged} artist={artist} />
          {id === fileId ? <Badge tone="accent">Stands now</Badge> : note !== null && <Badge>{note}</Badge>}
        </span>
      )}
      nothing="No file of yours has all of these words. Try fewer, such as the title alone."
      onPick={({ id }) => onDecide([{ recordingId, fileId: id, verdict: 'same' }])}
      onClose={onClose}
      actions={
        fileId !== null && (
          <Button look="quiet" onClick={() => onDecide([{ recordingId, fileId, verdict: 'different' }])}>
            It is not the one that stands now
          </Button>
        )
      }
    />
  );
}

function ofMatch({
  fileId,
  relativePath,
  fileSeconds,
  fileTitle,
  fileArtist,
  rung,
  decidedBy,
  chosen,
}: Match): Candidate {
  const refused = decidedBy === 'listener' && !chosen;
  return {
    id: fileId,
    path: relativePath,
    seconds: fileSeconds,
    title: fileTitle,
    artist: fileArtist,
    note: refused ? 'You said no' : rung === 'listener' ? describeRung(rung) : 'Candidate',
  };
}

function ofFile({ id, relativePath, durationSeconds, title, artist, track }: LibraryFile): Candidate {
  return {
    id,
    path: relativePath,
    seconds: durationSeconds,
    title,
    artist,
    note: track === null ? null : 'Has another track',
  };
}
