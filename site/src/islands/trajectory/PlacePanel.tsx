import type { RampDomain } from '../../charts/ramp.ts';
import { Card } from '../../components/Card.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import type { Trouble } from '../../data/answer.ts';
import type { Axis, MapPlace } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { TrackRows } from './TrackRows.tsx';

interface PlacePanelProps {
  /** Null until it has come. */
  place: MapPlace | null;
  trouble: Trouble | null;
  axis: Axis;
  domain: RampDomain;
  onClose: () => void;
  reader: Reader;
}

/** The tracks around the place that was clicked, nearest first. */
export function PlacePanel({ place, trouble, axis, domain, onClose, reader }: PlacePanelProps) {
  return (
    <Card title="Around this place" aside={<IconButton icon="close" label="Close" size="small" onClick={onClose} />}>
      <div aria-live="polite" aria-busy={place === null && trouble === null} className="-mt-2">
        {trouble !== null && (
          <p className="text-[13px] text-bad">
            {trouble.title}. {trouble.remedy}
          </p>
        )}
        {place === null && trouble === null && <SkeletonRows rows={6} />}
        {place !== null && <TrackRows tracks={place.tracks} {...{ axis, domain, reader }} />}
      </div>
    </Card>
  );
}
