import { Badge } from '../../components/Badge.tsx';
import type { BadgeTone } from '../../components/Badge.tsx';
import { buttonClass } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Progress } from '../../components/Progress.tsx';
import { receiptPath } from '../../data/queries/imports.ts';
import type { Import } from '../../data/types.ts';
import { formatInstant } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeImportState } from '../../text/import-text.ts';
import { ImportFailures } from './ImportFailures.tsx';
import { ReceiptBar } from './ReceiptBar.tsx';
import { TimeZoneQuestion } from './TimeZoneQuestion.tsx';

const STATES: Readonly<Record<Import['state'], { name: string; tone: BadgeTone }>> = {
  queued: { name: 'Waiting', tone: 'plain' },
  running: { name: 'Being read', tone: 'accent' },
  'needs-time-zone': { name: 'Waits for you', tone: 'warn' },
  done: { name: 'Done', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
};

interface ImportCardProps {
  entry: Import;
  /** The listener named what the import waited for. */
  onAnswered: () => void;
  reader: Reader;
}

/** One import: how far it is, or its receipt. */
export function ImportCard({ entry, onAnswered, reader }: ImportCardProps) {
  const { id, fileName, state, receipt, progress, createdAt, finishedAt } = entry;
  const isOpen = state === 'queued' || state === 'running';
  return (
    <article className="py-5 first:pt-1 last:pb-1">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium wrap-anywhere">{fileName}</h3>
        <Badge tone={STATES[state].tone}>{STATES[state].name}</Badge>
        <p className="text-[13px] text-ink-faint tabular sm:ml-auto">
          {formatInstant(finishedAt ?? createdAt, reader)}
        </p>
      </header>
      {state === 'needs-time-zone' ? (
        <TimeZoneQuestion entry={entry} reader={reader} onAnswered={onAnswered} />
      ) : (
        <Standing entry={entry} reader={reader} />
      )}
      {isOpen && (
        <div className="mt-3">
          <Progress name={`Reading ${fileName}`} state={state} progress={progress} reader={reader} />
        </div>
      )}
      {receipt.read > 0 && (
        <div className="mt-4">
          <ReceiptBar receipt={receipt} reader={reader} />
        </div>
      )}
      {receipt.failed > 0 && <ImportFailures importId={id} failed={receipt.failed} reader={reader} />}
      {!isOpen && receipt.read > 0 && (
        <p className="mt-4 flex flex-wrap items-center gap-2 text-[13px] text-ink-soft">
          Receipt
          {(['csv', 'json'] as const).map((format) => (
            <a key={format} href={receiptPath(id, format)} download className={buttonClass('quiet', 'small')}>
              <Icon name="download" size={15} />
              {format.toUpperCase()}
              <span className="sr-only"> of {fileName}</span>
            </a>
          ))}
        </p>
      )}
    </article>
  );
}

/** How it stands, or why it failed. */
function Standing({ entry, reader }: { entry: Import; reader: Reader }) {
  if (entry.stateReason !== null) return <p className="mt-1.5 text-sm wrap-anywhere text-bad">{entry.stateReason}</p>;
  return <p className="mt-0.5 text-[13px] text-ink-soft">{describeImportState(entry, reader)}</p>;
}
