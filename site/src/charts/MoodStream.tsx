import { Stream } from '@nivo/stream';
import type { StreamCustomLayerProps } from '@nivo/stream';
import { memo, useState } from 'react';
import type { AlertMark } from '../text/alert-text.ts';
import { describeMoodWeek } from '../text/moods-text.ts';
import type { Reader } from '../text/format.ts';
import type { MoodWeek } from '../data/queries/moods.ts';
import { AlertMarks, MARK_ROW } from './AlertMarks.tsx';
import type { Size } from './map-view.ts';
import { StreamAreas, StreamLabels, StreamRunning, StreamSilence } from './StreamAreas.tsx';
import { StreamAxes } from './StreamAxes.tsx';
import { StreamCursor } from './StreamCursor.tsx';
import { COVERAGE_ROOM, plotSize, STREAM_MARGIN } from './stream-layout.ts';
import { LAYERS, silentRuns, stackColumns } from './stream-shape.ts';
import type { StreamColumn, StreamView } from './stream-shape.ts';
import { WeekSlider } from './WeekSlider.tsx';

interface MoodStreamProps {
  columns: readonly StreamColumn[];
  view: StreamView;
  alerts: readonly AlertMark[];
  /** The alert whose account is open. */
  openAlert: string | null;
  selected: string | null;
  /** The week that is chosen by now, which the stream may not show yet: a key steps from it. */
  selectedNow: () => string | null;
  /** The mood that is looked at; the others step back. */
  emphasis: string | null;
  size: Size;
  name: string;
  reader: Reader;
  onSelectWeek: (week: MoodWeek) => void;
  onOpenAlert: (id: string) => void;
}

/** The moods of the weeks as a stream, with marks where taste changed. One slider steps through the weeks. */
export default function MoodStream({ columns, view, alerts, size, reader, ...rest }: MoodStreamProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const rows = [...new Set(alerts.map(({ axis }) => axis))];
  const top = rows.length * MARK_ROW + STREAM_MARGIN.top;
  const room = { width: size.width, height: size.height - top - STREAM_MARGIN.bottom - COVERAGE_ROOM };
  const plot = plotSize(room);
  if (plot.width < 40 || columns.length === 0) return null;
  const columnOf = (isoWeek: string | null) => {
    const at = columns.findIndex(({ week }) => week !== null && week.isoWeek === isoWeek);
    return at === -1 ? null : at;
  };
  const selectedAt = columnOf(rest.selected);
  return (
    <div className="relative h-full">
      <AlertMarks
        alerts={alerts}
        rows={rows}
        columns={columns}
        plot={plot}
        open={rest.openAlert}
        reader={reader}
        onOpen={rest.onOpenAlert}
      />
      <div className="absolute inset-x-0" style={{ top }}>
        <Picture
          columns={columns}
          view={view}
          emphasis={rest.emphasis}
          width={room.width}
          height={room.height}
          name={rest.name}
        />
        <StreamAxes columns={columns} view={view} room={room} reader={reader} />
        <StreamCursor
          columns={columns}
          hovered={hovered}
          selected={selectedAt}
          plot={plot}
          view={view}
          reader={reader}
        />
        <WeekSlider
          columns={columns}
          selected={selectedAt}
          selectedNow={() => columnOf(rest.selectedNow())}
          plot={plot}
          describe={(week) => describeMoodWeek(week, reader)}
          onHover={setHovered}
          onSelect={rest.onSelectWeek}
        />
      </div>
    </div>
  );
}

interface PictureProps extends Size {
  columns: readonly StreamColumn[];
  view: StreamView;
  emphasis: string | null;
  name: string;
}

/** The stream itself: stacked and drawn anew only where it is another, not whenever a week or a mark is pointed at. */
const Picture = memo(function Picture({ columns, view, emphasis, width, height, name }: PictureProps) {
  const plot = plotSize({ width, height });
  const shape = stackColumns(columns, view);
  const drawn = columns.length === 1 ? [...columns, ...columns] : columns;
  return (
    <Stream
      width={width}
      height={height}
      margin={{ ...STREAM_MARGIN, top: 0, bottom: 0 }}
      data={drawn.map(({ amounts }) => Object.fromEntries(LAYERS.map((mood) => [mood, amounts[mood] ?? 0])))}
      keys={[...LAYERS]}
      offsetType={view === 'shares' ? 'none' : 'silhouette'}
      curve="monotoneX"
      isInteractive={false}
      animate={false}
      layers={[
        (props: StreamCustomLayerProps) => <StreamAreas {...props} shape={shape} plot={plot} emphasis={emphasis} />,
        () => <>{view === 'shares' && <StreamSilence columns={columns} plot={plot} />}</>,
        () => <StreamRunning columns={columns} plot={plot} />,
        () => <StreamLabels shape={shape} plot={plot} covered={view === 'shares' ? silentRuns(columns) : []} />,
      ]}
      role="img"
      ariaLabel={name}
    />
  );
});
