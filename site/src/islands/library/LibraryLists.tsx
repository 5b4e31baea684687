import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { TextField } from '../../components/TextField.tsx';
import { PAGE_ROWS, SHOWN } from '../../data/queries/library.ts';
import type { Decision, Library, LibraryFile, Shown } from '../../data/queries/library.ts';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { SHOWN_EMPTY, SHOWN_LEDES, SHOWN_NAMES } from '../../text/library-text.ts';
import { BulkBar } from './BulkBar.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import type { TrackToFile } from './ChooseFile.tsx';
import { ChooseTrack } from './ChooseTrack.tsx';
import { FileList } from './FileList.tsx';
import { MatchList, matchKey } from './MatchList.tsx';
import { Pager } from './Pager.tsx';
import { TrackList } from './TrackList.tsx';
import type { LibraryState } from './use-library.ts';
import { useTyped } from './use-typed.ts';

/** The lists of the library, one at a time: search within, page through, decide. */
export function LibraryLists({ state, reader }: { state: LibraryState; reader: Reader }) {
  const { library, list, filter, loading, choose } = state;
  const [typed, setTyped] = useTyped(filter.q, (q) => choose({ q }));
  return (
    <Card>
      <div className="-mx-1 overflow-x-auto px-1 pb-1">
        <Segmented
          label="List"
          choices={SHOWN.map((value) => ({ value, name: <TabName show={value} library={library} reader={reader} /> }))}
          value={filter.show}
          onChange={(show) => choose({ show })}
        />
      </div>
      <p className="mt-3 max-w-2xl text-sm text-ink-soft">{SHOWN_LEDES[filter.show]}</p>
      <div className="mt-4 max-w-md">
        <TextField
          label="Search within"
          type="search"
          placeholder="Title, artist or folder"
          maxLength={200}
          value={typed}
          onChange={setTyped}
        />
      </div>
      <Pending busy={loading} className="mt-3">
        {list !== null && list.total > 0 && <Rows key={filter.show} state={state} reader={reader} />}
        {list?.total === 0 && <Nothing show={filter.show} q={filter.q} />}
      </Pending>
      {list !== null && (
        <Pager
          page={filter.page}
          pageRows={PAGE_ROWS}
          total={list.total}
          onPage={(page) => choose({ page })}
          reader={reader}
        />
      )}
    </Card>
  );
}

function TabName({ show, library, reader }: { show: Shown; library: Library | null; reader: Reader }) {
  const count = library === null ? undefined : countOf(show, library);
  return (
    <>
      {SHOWN_NAMES[show]}
      {count !== undefined && (
        <span className="ml-1.5 text-xs text-ink-faint tabular">{formatCount(count, reader)}</span>
      )}
    </>
  );
}

function countOf(show: Shown, library: Library): number | undefined {
  switch (show) {
    case 'confirm':
      return library.toConfirm;
    case 'matched':
      return library.tracksWithFile;
    case 'tracks':
      return library.tracks - library.tracksWithFile;
    case 'files':
      return library.unmatched;
    case 'unreadable':
      return library.unreadable;
    case 'refused':
      return undefined;
  }
}

function Nothing({ show, q }: { show: Shown; q: string }) {
  const { title, reason } = SHOWN_EMPTY[show];
  return (
    <div className="py-12 text-center">
      <p className="font-medium">{q === '' ? title : `Nothing here has “${q}”`}</p>
      <p className="mx-auto mt-1 max-w-sm text-sm text-ink-soft">
        {q === '' ? reason : 'Every word must stand in title, artist or path. Try fewer words, or another list.'}
      </p>
    </div>
  );
}

function Rows({ state, reader }: { state: LibraryState; reader: Reader }) {
  const { list, filter, deciding, settle } = state;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [trackToFile, setTrackToFile] = useState<TrackToFile | null>(null);
  const [fileToTrack, setFileToTrack] = useState<LibraryFile | null>(null);
  if (list === null) return null;

  const decideAndClose = (decisions: readonly Decision[]) => {
    setTrackToFile(null);
    setFileToTrack(null);
    void settle(decisions);
  };
  const tick = (key: string, on: boolean) =>
    setTicked((known) => new Set(on ? [...known, key] : [...known].filter((each) => each !== key)));
  const bulk = list.kind === 'matches' && filter.show === 'confirm';
  return (
    <>
      {bulk && (
        <BulkBar
          matches={list.rows}
          total={list.total}
          ticked={ticked}
          onTicked={setTicked}
          state={state}
          reader={reader}
        />
      )}
      {list.kind === 'matches' && (
        <MatchList
          matches={list.rows}
          ticked={bulk ? ticked : null}
          onTick={tick}
          disabled={deciding}
          onDecide={async (match, verdict) => {
            tick(matchKey(match), false);
            await settle([{ recordingId: match.recordingId, fileId: match.fileId, verdict }]);
          }}
          onChooseFile={(match) =>
            setTrackToFile({ ...match, seconds: match.trackSeconds, fileId: match.chosen ? match.fileId : null })
          }
          reader={reader}
        />
      )}
      {bulk && (
        <p className="mt-3 hidden items-center gap-1.5 text-xs text-ink-faint md:flex">
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> go along the list, <Kbd>Y</Kbd> same, <Kbd>N</Kbd> not the same
        </p>
      )}
      {list.kind === 'tracks' && (
        <TrackList
          tracks={list.rows}
          onChooseFile={(track) => setTrackToFile({ ...track, seconds: track.durationSeconds, fileId: null })}
          reader={reader}
        />
      )}
      {list.kind === 'files' && <FileList files={list.rows} onChooseTrack={setFileToTrack} />}
      {trackToFile && <ChooseFile track={trackToFile} onDecide={decideAndClose} onClose={() => setTrackToFile(null)} />}
      {fileToTrack && (
        <ChooseTrack
          file={fileToTrack}
          onDecide={decideAndClose}
          onClose={() => setFileToTrack(null)}
          reader={reader}
        />
      )}
    </>
  );
}
