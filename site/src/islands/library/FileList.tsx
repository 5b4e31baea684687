import { Button } from '../../components/Button.tsx';
import type { LibraryFile } from '../../data/queries/library.ts';
import { FileName } from './FileName.tsx';

interface FileListProps {
  files: readonly LibraryFile[];
  onChooseTrack: (file: LibraryFile) => void;
}

/** Files that stand for no track, or cannot be read. */
export function FileList({ files, onChooseTrack }: FileListProps) {
  return (
    <ul className="divide-y divide-line">
      {files.map((file) => (
        <li key={file.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3.5">
          <div className="min-w-0 flex-1 basis-60">
            <FileName path={file.relativePath} seconds={file.durationSeconds} title={file.title} artist={file.artist} />
            {file.stateReason !== null && (
              <p className="mt-1 ml-6 text-[13px] wrap-anywhere text-bad">{file.stateReason}</p>
            )}
          </div>
          {file.state === 'ready' && (
            <Button look="quiet" size="small" onClick={() => onChooseTrack(file)}>
              Choose its track<span className="sr-only">: {file.relativePath}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
