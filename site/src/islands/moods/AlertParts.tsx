import { useState } from 'react';
import { ArtistLink } from '../../components/ArtistLink.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { Alert } from '../../data/queries/moods.ts';
import { formatDifference, formatShare, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { alertChange, alertParts } from '../../text/alert-text.ts';
import type { AlertPart } from '../../text/alert-text.ts';

const NAMED = 6;

/** Who moved it: each part of the change as a bar to the side it pulled, and the sum. */
export function AlertParts({ alert, reader }: { alert: Alert; reader: Reader }) {
  const [by, setBy] = useState<'artist' | 'track'>('artist');
  const parts = alertParts(alert, by, NAMED);
  const most = Math.max(...parts.map(({ change }) => Math.abs(change)), 1e-9);
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-xs font-medium text-ink-faint">Who moved it</h3>
        <Segmented
          label="Who moved it"
          choices={[
            { value: 'artist', name: 'Artists' },
            { value: 'track', name: 'Tracks' },
          ]}
          value={by}
          onChange={setBy}
        />
      </div>
      <ul className="space-y-1.5">
        {parts.map((part) => (
          <li key={part.key} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
            <span className="min-w-0 truncate text-[13px]">
              <PartName part={part} />
            </span>
            <span className="text-right text-[13px] whitespace-nowrap tabular">
              {formatDifference(part.change, reader, 3)}
              <span className="ml-2 inline-block w-12 text-ink-faint">{percent(part.percent, reader)}</span>
            </span>
            <DivergingBar share={part.change / most} faint={part.kind === 'evidence'} />
          </li>
        ))}
      </ul>
      <p className="mt-2 flex justify-between border-t border-line pt-2 text-[13px] font-medium tabular">
        <span>The whole change</span>
        <span>
          {formatDifference(alertChange(alert), reader, 3)}
          <span className="ml-2 inline-block w-12 text-right font-normal text-ink-faint">{percent(100, reader)}</span>
        </span>
      </p>
      <p className="mt-2 text-xs text-ink-faint">
        The parts sum to the difference between the means of the plays before and since. The size above also weighs how
        much each week can tell, so it differs a little.
      </p>
      <TableAlternative>
        <Table
          caption={`Who moved it, by ${by}`}
          columns={[
            { name: by === 'artist' ? 'Artist' : 'Track', cell: (part) => <PartName part={part} /> },
            { name: 'Share before', numeric: true, cell: ({ shares }) => share(shares?.[0], reader) },
            { name: 'Share since', numeric: true, cell: ({ shares }) => share(shares?.[1], reader) },
            { name: 'Change', numeric: true, cell: ({ change }) => formatDifference(change, reader, 3) },
            { name: 'Of the change', numeric: true, cell: (part) => percent(part.percent, reader) },
          ]}
          rows={parts}
          rowKey={({ key }) => key}
        />
      </TableAlternative>
    </div>
  );
}

function PartName({ part: { kind, name, id, by } }: { part: AlertPart }) {
  if (kind === 'artist') return <ArtistLink artistId={id} name={name} />;
  if (kind !== 'track') return <span className="text-ink-soft">{name}</span>;
  return (
    <>
      <TrackLink recordingId={id} title={name} />
      <span className="text-ink-faint"> · {by}</span>
    </>
  );
}

/** From the middle to the left or right, −1 to 1. */
function DivergingBar({ share: part, faint }: { share: number; faint: boolean }) {
  const width = Math.abs(part) * 50;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="col-span-2 block h-1.5 w-full" aria-hidden="true">
      <rect width="100" height="6" fill="var(--raised)" />
      <rect
        x={part < 0 ? 50 - width : 50}
        width={width}
        height="6"
        fill={faint ? 'var(--ink-faint)' : part < 0 ? 'var(--compare)' : 'var(--accent)'}
      />
      <path d="M50 0V6" stroke="var(--ink-faint)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

const percent = (value: number | null, { percentGap }: Reader) =>
  value === null ? UNKNOWN : `${value < 0 ? '−' : ''}${Math.abs(value)}${percentGap}%`;
const share = (value: number | undefined, reader: Reader) =>
  value === undefined ? UNKNOWN : formatShare(value, reader);
