import { memo } from 'react';
import type { ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import { FlowChart } from '../../charts/FlowChart.tsx';
import { formatDecimal, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeFlow, formatLength } from '../../text/playlist-text.ts';
import type { FlowTrack } from '../../text/playlist-text.ts';

interface FlowCardProps {
  name: string;
  tracks: readonly FlowTrack[];
  active: number | null;
  onActive: (index: number | null) => void;
  aside?: ReactNode;
  reader: Reader;
}

/** How a list of tracks runs: the chart, the same in words, and as a table. */
export function FlowCard({ name, tracks, active, onActive, aside, reader }: FlowCardProps) {
  const summary = describeFlow(tracks, reader);
  return (
    <Card title="How it runs" aside={aside}>
      <FlowChart tracks={tracks} name={name} summary={summary} active={active} onActive={onActive} reader={reader} />
      <p className="mt-4 max-w-prose text-[13px] text-ink-soft">{summary}</p>
      <FlowTable name={name} tracks={tracks} reader={reader} />
    </Card>
  );
}

/** Kept while a track is pointed at. */
const FlowTable = memo(function FlowTable({ name, tracks, reader }: Pick<FlowCardProps, 'name' | 'tracks' | 'reader'>) {
  return (
    <TableAlternative>
      <Table
        caption={`${name}: length, energy, tempo and key of each track`}
        rows={tracks.map((track, index) => ({ ...track, place: index + 1 }))}
        rowKey={({ place }) => String(place)}
        long
        columns={[
          { name: 'Track', cell: ({ place, title }) => `${place}. ${title}` },
          { name: 'Artist', cell: ({ artistCredit }) => artistCredit },
          {
            name: 'Length',
            numeric: true,
            cell: ({ durationSeconds }) => (durationSeconds === null ? UNKNOWN : formatLength(durationSeconds)),
          },
          { name: 'Energy', numeric: true, cell: ({ energy }) => formatDecimal(energy, reader) },
          { name: 'Tempo', numeric: true, cell: ({ tempoBpm }) => formatDecimal(tempoBpm, reader, 0) },
          { name: 'Key', numeric: true, cell: ({ key }) => key?.wheel ?? UNKNOWN },
        ]}
      />
    </TableAlternative>
  );
});
