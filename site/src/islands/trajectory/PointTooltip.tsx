import { AXES } from '../../charts/axes.ts';
import { ChartTooltip } from '../../charts/ChartTooltip.tsx';
import type { PointUnderPointer } from '../../charts/TasteMap.tsx';
import type { Axis, Space } from '../../data/types.ts';
import { formatDecimal, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { useTrackAt } from './use-track-at.ts';

interface PointTooltipProps {
  point: PointUnderPointer;
  space: Space;
  axis: Axis;
  reader: Reader;
}

/** A track of the map: what the point says at once, its title as soon as it was asked for. */
export function PointTooltip({ point, space, axis, reader }: PointTooltipProps) {
  const track = useTrackAt(point, { space, axis });
  return (
    <ChartTooltip title={track?.title ?? '…'}>
      <p className="truncate">{track?.artistCredit ?? '\u00a0'}</p>
      <p className="mt-1 tabular">
        {plural(point.plays, 'play', reader)} · {AXES[axis].name.toLowerCase()} {formatDecimal(point.value, reader)}
      </p>
      <p className="text-xs text-ink-faint">Click for what lies here</p>
    </ChartTooltip>
  );
}
