import { lazy, memo, useMemo, useState } from 'react';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { StreamSketch } from '../../charts/StreamSketch.tsx';
import { streamColumns } from '../../charts/stream-shape.ts';
import type { StreamView } from '../../charts/stream-shape.ts';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useEvent } from '../../data/use-event.ts';
import type { Moods, MoodWeek } from '../../data/queries/moods.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import type { AlertMark } from '../../text/alert-text.ts';
import { describeFilter, shareMoods, summariseMoods } from '../../text/moods-text.ts';
import { MoodLegend } from './MoodLegend.tsx';
import { MoodTable } from './MoodTable.tsx';

const MoodStream = lazy(() => import('../../charts/MoodStream.tsx'));

interface StreamCardProps {
  moods: Moods;
  view: StreamView;
  onView: (view: StreamView) => void;
  marks: readonly AlertMark[];
  openAlert: string | null;
  onOpenAlert: (id: string) => void;
  selected: string | null;
  onSelectWeek: (week: MoodWeek) => void;
  reader: Reader;
}

/** The stream with what it says in words, its legend and its table. Kept while the page around it changes. */
export const StreamCard = memo(function StreamCard({ moods, view, onView, marks, reader, ...rest }: StreamCardProps) {
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const columns = useMemo(() => streamColumns(moods.weeks, view), [moods.weeks, view]);
  const summary = summariseMoods(moods, reader);
  const shown = marks.filter(({ weekStart }) => columns.some((column) => column.weekStart === weekStart));
  const rows = new Set(shown.map(({ axis }) => axis)).size;
  const about = describeFilter(moods.filter);
  const selectedNow = useEvent(() => rest.selected);
  return (
    <Card
      title={about ?? 'All plays'}
      aside={
        <Segmented
          label="What the stream shows"
          choices={[
            { value: 'shares', name: 'Shares' },
            { value: 'plays', name: 'Plays' },
          ]}
          value={view}
          onChange={onView}
        />
      }
    >
      <p className="-mt-1 mb-4 max-w-prose text-[15px] leading-relaxed" aria-live="polite">
        {summary}
      </p>
      <ChartFrame
        className="-mx-1 h-[360px] sm:mx-0 sm:h-[420px]"
        sketch={<StreamSketch columns={columns} view={view} rows={rows} />}
      >
        {(size) => (
          <MoodStream
            columns={columns}
            view={view}
            alerts={shown}
            openAlert={rest.openAlert}
            selected={rest.selected}
            selectedNow={selectedNow}
            emphasis={emphasis}
            size={size}
            name={`Moods week by week. ${summary}`}
            reader={reader}
            onSelectWeek={rest.onSelectWeek}
            onOpenAlert={rest.onOpenAlert}
          />
        )}
      </ChartFrame>
      <div className="mt-4 space-y-3">
        <MoodLegend
          shares={shareMoods(moods.weeks)}
          hasUnknown={(moods.coverage ?? 1) < 1}
          emphasis={emphasis}
          onEmphasise={setEmphasis}
          reader={reader}
        />
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-faint">
          <Coverage
            share={moods.coverage}
            of={`of ${plural(moods.plays, 'play', reader)} have a mood`}
            reader={reader}
          />
          <span>
            The bars under the months show it for each week. A track near a border counts for both moods by how likely
            each is.
            {about !== null && shown.length > 0 && ' The marks are of all your listening, whatever the filter.'}
          </span>
        </p>
      </div>
      <MoodTable moods={moods} reader={reader} />
    </Card>
  );
});
