import { useState } from 'react';
import type { Point } from '../../charts/map-view.ts';
import type { PointSet } from '../../charts/point-set.ts';
import type { RampDomain } from '../../charts/ramp.ts';
import { RampLegend } from '../../charts/RampLegend.tsx';
import { TasteMap } from '../../charts/TasteMap.tsx';
import type { MapExtent } from '../../charts/TasteMap.tsx';
import type { ColoredWeek } from '../../charts/weeks-on-axis.ts';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import type { Axis, MapPoints, Trajectory, WeekTracks } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { summariseTrajectory } from '../../text/trajectory-text.ts';
import { MapNotes } from './MapNotes.tsx';
import { PointTooltip } from './PointTooltip.tsx';
import { TimeSlider } from './TimeSlider.tsx';
import { weekColumns } from './week-columns.tsx';

interface MapCardProps {
  trajectory: Trajectory;
  weeks: readonly ColoredWeek[];
  points: PointSet;
  /** What the points came with; null until they have come. */
  answer: MapPoints | null;
  axis: Axis;
  domain: RampDomain;
  extent: MapExtent;
  selected: ColoredWeek;
  weekTracks: WeekTracks | null;
  picked: Point | null;
  onPick: (place: Point) => void;
  onSelect: (week: ColoredWeek) => void;
  onExtent: (extent: MapExtent) => void;
  reader: Reader;
}

/** The map with its legend above, the slider, what it says in words and its table beneath. */
export function MapCard({ trajectory, weeks, points, answer, axis, domain, selected, reader, ...rest }: MapCardProps) {
  const [playing, setPlaying] = useState(false);
  const { space } = trajectory;
  const summary = summariseTrajectory(trajectory, answer?.heard ?? 0, reader);
  const select = (week: ColoredWeek) => {
    setPlaying(false);
    rest.onSelect(week);
  };
  return (
    <Card className="overflow-hidden">
      <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-1">
        <RampLegend axis={axis} domain={domain} reader={reader} />
        {answer !== null && <Coverage share={answer.coverage} of="of plays have a colour" reader={reader} />}
      </div>
      <TasteMap
        {...{ weeks, points, axis, domain, selected, summary, reader }}
        bounds={answer?.bounds ?? trajectory.bounds}
        extent={rest.extent}
        place={`${space} ${trajectory.map?.laidOutAt ?? ''}`}
        weekTracks={rest.weekTracks?.tracks ?? []}
        picked={rest.picked}
        onSelect={select}
        onPick={rest.onPick}
        renderPoint={(point) => <PointTooltip {...{ point, space, axis, reader }} />}
        aside={<Segmented label="What is shown" choices={EXTENTS} value={rest.extent} onChange={rest.onExtent} />}
      />
      <TimeSlider
        {...{ weeks, selected, axis, domain, playing, reader }}
        onPlay={setPlaying}
        onSelect={rest.onSelect}
      />
      <MapNotes {...{ trajectory, weeks, answer, axis, summary, reader }} />
      <TableAlternative>
        <Table
          caption="The weeks on the map"
          columns={weekColumns(axis, reader)}
          rows={weeks.toReversed()}
          rowKey={(week) => week.isoWeek}
          long
        />
      </TableAlternative>
    </Card>
  );
}

const EXTENTS = [
  { value: 'weeks', name: 'Weeks' },
  { value: 'map', name: 'Whole map' },
] as const;
