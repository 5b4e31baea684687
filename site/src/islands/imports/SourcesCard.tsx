import { useEffect, useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchSources, removeSource } from '../../data/queries/sources.ts';
import type { ListenSource } from '../../data/queries/sources.ts';
import { useEvent } from '../../data/use-event.ts';
import { formatDay } from '../../text/dates.ts';
import { formatCount, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { listenSourceName } from '../../text/listen-source-text.ts';

interface SourcesCardProps {
  readOnly: boolean;
  /** Changes when what was told may have changed. */
  changes: number;
  reader: Reader;
}

const WHILE_REMOVING_MILLISECONDS = 2000;

/** Who told of the plays, when two tell of the same one, and how to take a source back. */
export function SourcesCard({ readOnly, changes, reader }: SourcesCardProps) {
  const [sources, setSources] = useState<readonly ListenSource[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const ask = useEvent(async () => {
    const answer = await fetchSources(api);
    setTrouble(answer.trouble);
    if (answer.data !== null) setSources(answer.data);
  });
  useEffect(() => void ask(), [ask, changes]);
  const isRemoving = sources?.some(({ removal }) => removal != null) ?? false;
  useEffect(() => {
    if (!isRemoving) return;
    const timer = setInterval(() => void ask(), WHILE_REMOVING_MILLISECONDS);
    return () => clearInterval(timer);
  }, [ask, isRemoving]);

  const remove = async (source: ListenSource) => {
    const answer = await removeSource(api, source.source);
    if (answer.trouble !== null) showToast(`${answer.trouble.detail} ${answer.trouble.remedy}`, { tone: 'trouble' });
    await ask();
  };

  if (trouble === null && (sources === null || sources.length === 0)) return null;
  return (
    <Card title="Who told of your plays">
      <p className="max-w-prose text-sm text-ink-soft">
        One play is counted once, whoever tells of it: the same recording, told of by another source within the time
        that it lasts, is the same play. Some tell when a play began and some when it ended; Spotify tells the end, and
        its beginning is reckoned from it. The same source telling of it twice means two plays.
      </p>
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} onRetry={() => void ask()} />
        </div>
      )}
      <ul className="mt-2 divide-y divide-line">
        {sources?.map((source) => (
          <SourceRow key={source.source} source={source} readOnly={readOnly} onRemove={remove} reader={reader} />
        ))}
      </ul>
    </Card>
  );
}

interface SourceRowProps {
  source: ListenSource;
  readOnly: boolean;
  onRemove: (source: ListenSource) => Promise<void>;
  reader: Reader;
}

function SourceRow({ source, readOnly, onRemove, reader }: SourceRowProps) {
  const { plays, onlyHere, firstAt, latestAt, isConnected, removal } = source;
  const name = listenSourceName(source.source);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium break-words">{name}</p>
        <p className="text-[13px] text-ink-soft">
          {plural(plays, 'play', reader)}, {formatCount(onlyHere, reader)} of them told by nobody else ·{' '}
          {formatDay(firstAt, reader)} to {formatDay(latestAt, reader)}
        </p>
      </div>
      {removal != null && (
        <p role="status" className="text-[13px] text-ink-soft tabular">
          Being taken back: {formatCount(removal.removed, reader)} of {formatCount(removal.told, reader)}
        </p>
      )}
      {removal == null && isConnected && (
        <p className="text-[13px] text-ink-faint">
          Still read from.{' '}
          <a href="/settings#connections" className="text-accent underline-offset-4 hover:underline">
            Disconnect it first
          </a>
        </p>
      )}
      {removal == null && !isConnected && !readOnly && (
        <ConfirmButton
          label="Take back"
          look="quiet"
          question={`Take back what ${name} told?`}
          confirm="Take back"
          onConfirm={() => onRemove(source)}
        >
          <p>
            {plural(onlyHere, 'play', reader)} that nobody else told of {onlyHere === 1 ? 'goes' : 'go'} from your
            history. The other {formatCount(plays - onlyHere, reader)} stay, by the word of the others. Import the file
            or connect the account again, and all of it is back.
          </p>
        </ConfirmButton>
      )}
    </li>
  );
}
