import { useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import { useAnswer } from '../../data/use-answer.ts';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchImportList, MOST_IMPORTS } from '../../data/queries/imports.ts';
import type { ImportList } from '../../data/queries/imports.ts';
import type { Import } from '../../data/types.ts';
import { useEvent } from '../../data/use-event.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Reader } from '../../text/format.ts';
import { OwnMusicCommand } from '../OwnMusicCommand.tsx';
import { ImportCard } from './ImportCard.tsx';
import { ImportsHelp } from './ImportsHelp.tsx';
import { SkipRulesCard } from './SkipRulesCard.tsx';
import { SourcesCard } from './SourcesCard.tsx';
import { UploadCard } from './UploadCard.tsx';

interface ImportsIslandProps {
  initial: Answer<ImportList>;
  isDemo: boolean;
  reader: Reader;
}

const FIRST = 20;
const NOTHING = { imports: [], uploads: [], skipRules: undefined };

/** Put files in, see them read, and what came of each. */
export function ImportsIsland({ initial, isDemo, reader }: ImportsIslandProps) {
  const [limit, setLimit] = useState(FIRST);
  const { data, trouble, loading, ask } = useAnswer(initial);
  const [changes, setChanges] = useState(0);
  const reload = (count = limit, quietly = true) => {
    setChanges((before) => before + 1);
    return ask(() => fetchImportList(api, count), { quietly });
  };
  const soon = useSoon(() => void reload());
  useLiveEvents({ onChanged: soon, onJob: ({ kind }) => kind === 'import-listens' && soon() });

  const { imports, uploads, skipRules } = data ?? NOTHING;
  const open = imports.filter(isOpen);
  const ended = imports.filter((each) => !isOpen(each));
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload(limit, false)} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
        {isDemo ? (
          <OwnMusicCommand />
        ) : (
          <Card>
            <UploadCard
              known={uploads}
              onStarted={() => void reload()}
              onDropped={() => void reload()}
              reader={reader}
            />
          </Card>
        )}
        <ImportsHelp />
      </div>
      {open.length > 0 && (
        <Card title="Being read">
          <Entries imports={open} onAnswered={() => void reload()} reader={reader} />
        </Card>
      )}
      {data !== null && (ended.length > 0 || open.length === 0) && (
        <Card title="What came of each">
          <Ended
            imports={ended}
            mayBeMore={imports.length === limit && limit < MOST_IMPORTS}
            loading={loading}
            onAnswered={() => void reload()}
            onMore={() => {
              setLimit(MOST_IMPORTS);
              void reload(MOST_IMPORTS, false);
            }}
            reader={reader}
          />
        </Card>
      )}
      <SourcesCard readOnly={isDemo} changes={changes} reader={reader} />
      <SkipRulesCard initial={skipRules} readOnly={isDemo} />
    </div>
  );
}

interface EndedProps {
  imports: readonly Import[];
  mayBeMore: boolean;
  loading: boolean;
  onMore: () => void;
  onAnswered: () => void;
  reader: Reader;
}

function Ended({ imports, mayBeMore, loading, onMore, onAnswered, reader }: EndedProps) {
  if (imports.length === 0)
    return (
      <p className="py-6 text-center text-ink-soft">
        Nothing was imported yet. The receipt of each file stands here: what was read, what is new, and what was not.
      </p>
    );
  return (
    <>
      <Entries imports={imports} onAnswered={onAnswered} reader={reader} />
      {mayBeMore && (
        <Button look="quiet" className="mt-4" disabled={loading} onClick={onMore}>
          {loading ? 'Loading…' : 'Show older ones'}
        </Button>
      )}
    </>
  );
}

interface EntriesProps {
  imports: readonly Import[];
  onAnswered: () => void;
  reader: Reader;
}

function Entries({ imports, onAnswered, reader }: EntriesProps) {
  return (
    <div className="divide-y divide-line">
      {imports.map((entry) => (
        <ImportCard key={entry.id} entry={entry} onAnswered={onAnswered} reader={reader} />
      ))}
    </div>
  );
}

function isOpen({ state }: Import): boolean {
  return state === 'queued' || state === 'running' || state === 'needs-time-zone';
}

const TOGETHER_MILLISECONDS = 400;

/** Does something a moment after the first of several wishes, once for all of them. */
function useSoon(work: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const run = useEvent(work);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      run();
    }, TOGETHER_MILLISECONDS);
  };
}
