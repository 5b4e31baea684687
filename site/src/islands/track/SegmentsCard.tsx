import { Card } from '../../components/Card.tsx';
import { Table } from '../../components/Table.tsx';
import { formatDecimal, plural, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { formatTempo } from '../../text/segments-text.ts';
import type { SegmentFact } from '../../text/segments-text.ts';
import { formatClock } from '../../text/track-text.ts';

/** The parts of a long recording, such as a DJ's set: where the music becomes another. */
export function SegmentsCard({ segments, reader }: { segments: readonly SegmentFact[]; reader: Reader }) {
  return (
    <Card
      title="Parts"
      aside={<span className="text-xs text-ink-faint">{plural(segments.length, 'part', reader)}</span>}
    >
      <p className="-mt-2 mb-3 text-[13px] text-ink-soft">
        A file of more than 20 minutes is divided where the music becomes another. Dance music is divided well; of an
        orchestra’s movements many are told wrongly.
      </p>
      <Table
        caption="Parts of the recording"
        columns={[
          { name: 'From', cell: (part) => formatClock(part.startSeconds) },
          { name: 'Length', numeric: true, cell: (part) => formatClock(part.endSeconds - part.startSeconds) },
          { name: 'Tempo', numeric: true, cell: (part) => formatTempo(part.tempoBpm, reader) },
          { name: 'Key', cell: (part) => part.key ?? 'unsure' },
          {
            name: 'Loudness',
            numeric: true,
            cell: (part) =>
              part.loudnessLufs === null ? UNKNOWN : `${formatDecimal(part.loudnessLufs, reader, 1)} LUFS`,
          },
        ]}
        rows={segments}
        rowKey={(part) => String(part.startSeconds)}
        long
      />
    </Card>
  );
}
