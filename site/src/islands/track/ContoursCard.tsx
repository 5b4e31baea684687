import { useState } from 'react';
import { CHROMA_OPACITIES, chromaPaths, laneDomain, lanePaths, LANES } from '../../charts/contour-picture.ts';
import type { ContourPicture, Lane } from '../../charts/contour-picture.ts';
import { timeTicks } from '../../charts/time-bins.ts';
import { Card } from '../../components/Card.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import type { SegmentFact } from '../../text/segments-text.ts';
import {
  columnSeconds,
  describeMoment,
  formatLaneValue,
  LANE_NAMES,
  strongestNotes,
  summariseContours,
} from '../../text/contour-text.ts';
import type { Reader } from '../../text/format.ts';
import { formatClock } from '../../text/track-text.ts';

interface ContoursCardProps {
  picture: ContourPicture;
  segments: readonly SegmentFact[];
  reader: Reader;
}

/** How a track goes on inside: four lines and the notes over its time, with a moment to read off. */
export function ContoursCard({ picture, segments, reader }: ContoursCardProps) {
  const columns = picture.lanes.loudness.length;
  const [column, setColumn] = useState<number | null>(null);
  if (columns === 0) return null;
  const cursor = column === null ? null : (column + 0.5) / columns;
  const notes =
    column === null ? '' : strongestNotes(picture.chroma[Math.floor((column * picture.chroma.length) / columns)]);

  return (
    <Card title="Inside the track" aside={<span className="text-xs text-ink-faint">by half seconds</span>}>
      <p className="-mt-2 mb-4 text-[13px] text-ink-soft">{summariseContours(picture, reader)}</p>
      <div
        onPointerMove={(event) => {
          const box = event.currentTarget.querySelector('[data-lane]')?.getBoundingClientRect();
          if (box === undefined || event.pointerType === 'touch') return;
          const share = (event.clientX - box.left) / box.width;
          setColumn(Math.min(columns - 1, Math.max(0, Math.floor(share * columns))));
        }}
      >
        {LANES.map((lane) => (
          <LaneRow
            key={lane}
            lane={lane}
            picture={picture}
            segments={segments}
            cursor={cursor}
            column={column}
            reader={reader}
          />
        ))}
        <NotesRow picture={picture} cursor={cursor} notes={notes} />
        <TimeAxis seconds={picture.measuredSeconds} />
      </div>
      <div className="mt-3 md:pl-36">
        <input
          type="range"
          min={0}
          max={columns - 1}
          value={column ?? 0}
          aria-label="Moment in the track"
          aria-valuetext={describeMoment(picture, column ?? 0, reader)}
          onInput={(event) => setColumn(Number(event.currentTarget.value))}
          className="h-6 w-full accent-accent"
        />
        <p className="min-h-5 text-[13px] text-ink-soft tabular">
          {column === null
            ? 'Move over the lines, or along the bar, to read a moment.'
            : `${describeMoment(picture, column, reader)}${notes === '' ? '' : `, notes ${notes}`}`}
        </p>
      </div>
      <TableAlternative>
        <Table
          caption="Inside the track"
          columns={[
            { name: 'From', cell: (at) => formatClock(columnSeconds(picture, at)) },
            ...LANES.map((lane) => ({
              name: LANE_NAMES[lane].name,
              numeric: true,
              cell: (at: number) => formatLaneValue(lane, picture.lanes[lane][at]?.mean, reader),
            })),
          ]}
          rows={tableRows(columns)}
          rowKey={(at) => String(at)}
          long
        />
      </TableAlternative>
    </Card>
  );
}

interface LaneRowProps {
  lane: Lane;
  picture: ContourPicture;
  segments: readonly SegmentFact[];
  cursor: number | null;
  column: number | null;
  reader: Reader;
}

function LaneRow({ lane, picture, segments, cursor, column, reader }: LaneRowProps) {
  const bins = picture.lanes[lane];
  const { range, mean, below } = lanePaths(bins, laneDomain(lane, bins));
  const { name, explanation } = LANE_NAMES[lane];
  return (
    <div className="grid items-center gap-x-4 border-t border-line py-1.5 first:border-0 md:grid-cols-[8rem_minmax(0,1fr)]">
      <p className="flex items-baseline justify-between gap-2 text-[13px] md:block" title={explanation}>
        {name}
        <span className="text-xs text-ink-faint tabular md:block">
          {column === null ? '' : formatLaneValue(lane, bins[column]?.mean, reader)}
          <span className="invisible">0</span>
        </span>
      </p>
      <svg data-lane className="block h-14 w-full overflow-visible" aria-hidden="true">
        <svg viewBox={`0 0 ${bins.length} 100`} preserveAspectRatio="none" width="100%" height="100%">
          <path d={below} fill="var(--accent)" opacity="0.08" />
          <path d={range} fill="var(--accent)" opacity="0.22" />
          <path
            d={mean}
            fill="none"
            stroke="var(--accent)"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {segments.slice(1).map(({ startSeconds }) => (
          <line
            key={startSeconds}
            x1={percent(startSeconds / picture.measuredSeconds)}
            x2={percent(startSeconds / picture.measuredSeconds)}
            y1="0"
            y2="100%"
            stroke="var(--compare)"
            strokeDasharray="2 3"
          />
        ))}
        <Cursor at={cursor} />
      </svg>
    </div>
  );
}

function NotesRow({ picture, cursor, notes }: { picture: ContourPicture; cursor: number | null; notes: string }) {
  return (
    <div className="grid items-center gap-x-4 border-t border-line py-1.5 md:grid-cols-[8rem_minmax(0,1fr)]">
      <p
        className="flex items-baseline justify-between gap-2 text-[13px] md:block"
        title="Which of the twelve notes sound, from C at the bottom to B."
      >
        Notes
        <span className="text-xs text-ink-faint md:block">
          {notes}
          <span className="invisible">0</span>
        </span>
      </p>
      <svg className="block h-20 w-full overflow-visible" aria-hidden="true">
        <svg viewBox={`0 0 ${picture.chroma.length} 12`} preserveAspectRatio="none" width="100%" height="100%">
          {chromaPaths(picture.chroma).map((path, step) => (
            <path key={step} d={path} fill="var(--accent)" opacity={CHROMA_OPACITIES[step]} />
          ))}
        </svg>
        <Cursor at={cursor} />
      </svg>
    </div>
  );
}

function Cursor({ at }: { at: number | null }) {
  return at === null ? null : (
    <line x1={percent(at)} x2={percent(at)} y1="0" y2="100%" stroke="var(--ink)" strokeWidth="1" opacity="0.6" />
  );
}

function TimeAxis({ seconds }: { seconds: number }) {
  return (
    <svg
      className="block h-5 w-full overflow-visible border-t border-line text-ink-faint md:ml-36 md:w-[calc(100%-9rem)]"
      aria-hidden="true"
    >
      {timeTicks(seconds, 6).map((tick, index) => (
        <text
          key={tick}
          x={percent(tick / seconds)}
          y="15"
          className={index % 2 === 0 ? undefined : 'max-sm:hidden'}
          fontSize="11"
          fill="currentColor"
          textAnchor={tick === 0 ? 'start' : tick / seconds > 0.95 ? 'end' : 'middle'}
        >
          {formatClock(tick)}
        </text>
      ))}
    </svg>
  );
}

/** So many moments at most are worth a row each. */
const MOST_ROWS = 60;

function tableRows(columns: number): readonly number[] {
  const every = Math.max(1, Math.ceil(columns / MOST_ROWS));
  return Array.from({ length: Math.ceil(columns / every) }, (_, row) => row * every);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
