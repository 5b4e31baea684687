import { Coverage } from '../../components/Coverage.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { buttonClass } from '../../components/Button.tsx';
import { Stat } from '../../components/Stat.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import type { Library, LibraryList, ListFilter } from '../../data/queries/library.ts';
import type { Job } from '../../data/types.ts';
import { useJobs } from '../../data/use-jobs.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { formatCount, formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { summariseLibrary } from '../../text/library-text.ts';
import { Folders } from './Folders.tsx';
import { LibraryLists } from './LibraryLists.tsx';
import { useLibrary } from './use-library.ts';

interface LibraryIslandProps {
  library: Answer<Library>;
  list: Answer<LibraryList>;
  filter: ListFilter;
  jobs: readonly Job[];
  isDemo: boolean;
  laptop: boolean;
  now: number;
  reader: Reader;
}

/** The listener's own files: what they cover, where they lie, and which of them is which track. */
export function LibraryIsland({ jobs, isDemo, laptop, now, reader, ...initial }: LibraryIslandProps) {
  const state = useLibrary(initial, reader);
  const { running, takeJob } = useJobs(jobs);
  const { library, trouble, reload } = state;
  useLiveEvents({ onChanged: () => void reload(), onJob: takeJob });
  const ofFiles = running.filter(({ kind }) => FILE_WORK.has(kind));
  const isEmpty = library !== null && library.roots.length === 0 && library.files === 0;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      {isEmpty && (
        <EmptyState
          title="No audio files yet"
          reason="SideTrack works without them. With them, tracks are measured instead of told by their tags: energy, tempo, brightness and what sounds alike."
          action={
            <a href="/connect" className={buttonClass()}>
              Add a folder
            </a>
          }
        />
      )}
      {library !== null && !isEmpty && (
        <>
          <Numbers library={library} reader={reader} />
          <Folders
            roots={library.roots}
            running={ofFiles}
            mayAdd={laptop && !isDemo}
            onChanged={() => void reload()}
            now={now}
            reader={reader}
          />
        </>
      )}
      {library !== null && (!isEmpty || library.tracks > 0) && <LibraryLists state={state} reader={reader} />}
    </div>
  );
}

const FILE_WORK: ReadonlySet<Job['kind']> = new Set(['scan-library', 'match-library', 'extract-audio']);

function Numbers({ library, reader }: { library: Library; reader: Reader }) {
  const { coverage, files, matched, toConfirm, unreadable, unmatched } = library;
  const unsure = toConfirm === 0 ? 'nothing to confirm' : `${formatCount(toConfirm, reader)} to confirm`;
  return (
    <section aria-label="In numbers">
      <p className="sr-only">{summariseLibrary(library, reader)}</p>
      <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        <Stat
          label="Plays with a file"
          value={coverage === null ? null : formatShare(coverage, reader)}
          reason="you have no plays yet"
          note="of all your plays can be measured"
          explanation="The share of your plays whose track has a file of yours: what your audio space rests on."
        />
        <Stat
          label="Tracks with a file"
          value={formatCount(library.tracksWithFile, reader)}
          note={`of ${formatCount(library.tracks, reader)} · ${unsure}`}
          explanation="Tracks that you have played and whose file was found."
        />
        <Stat
          label="Files"
          value={formatCount(files, reader)}
          note={`${formatCount(matched, reader)} with a track`}
          coverage={files > 0 && <Coverage share={matched / files} of="of files" reader={reader} />}
          explanation="Audio files in your folders."
        />
        <Stat
          label="Files without a track"
          value={formatCount(unmatched, reader)}
          note={unreadable === 0 ? 'all can be read' : `and ${formatCount(unreadable, reader)} unreadable`}
          explanation="Files of which no play was found."
        />
      </dl>
    </section>
  );
}
