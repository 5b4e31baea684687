import { AXES, AXIS_ORDER } from '../../charts/axes.ts';
import { Coverage } from '../../components/Coverage.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Select } from '../../components/Select.tsx';
import type { MapFilters } from '../../data/queries/taste-map.ts';
import type { Axis, Trajectory } from '../../data/types.ts';
import { oneOf } from '../../data/url-parameters.ts';
import { formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { SPACE_NAMES, WINDOW_NAMES, WINDOWS } from '../../text/trajectory-text.ts';

interface MapFilterBarProps {
  trajectory: Trajectory;
  filters: MapFilters;
  onChange: (change: Partial<MapFilters>) => void;
  reader: Reader;
}

/** Which space with its coverage, how far back, and what colours the map. */
export function MapFilterBar({ trajectory, filters, onChange, reader }: MapFilterBarProps) {
  const spaces = trajectory.availableSpaces.map(({ space, coverage }) => ({
    value: space,
    name: (
      <>
        {SPACE_NAMES[space].name}{' '}
        <span className="ml-1 font-normal text-ink-faint tabular">{formatShare(coverage, reader)}</span>
      </>
    ),
  }));
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-5 gap-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {spaces.length > 1 && (
          <Segmented
            label="Space, with the share of plays on its map"
            choices={spaces}
            value={trajectory.space}
            onChange={(space) => onChange({ space })}
          />
        )}
        {spaces.length === 1 && (
          <span className="text-sm font-medium">In the {SPACE_NAMES[trajectory.space].space}</span>
        )}
        {trajectory.map !== null && (
          <Coverage share={trajectory.coverage} of="of the plays in these weeks" reader={reader} />
        )}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Colour by"
          options={AXIS_ORDER.map((axis) => ({ value: axis, name: AXES[axis].name }))}
          value={filters.axis}
          onChange={(value) => onChange({ axis: oneOf(AXIS_ORDER as [Axis, ...Axis[]], value) })}
        />
        <Segmented
          label="How far back"
          choices={WINDOWS.map((value) => ({ value, name: WINDOW_NAMES[value] }))}
          value={oneOf(WINDOWS, filters.window)}
          onChange={(window) => onChange({ window })}
        />
      </div>
    </div>
  );
}
