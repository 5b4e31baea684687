import { TrackLink } from '../../components/TrackLink.tsx';
import { rampColorIn } from '../../charts/ramp.ts';
import type { RampDomain } from '../../charts/ramp.ts';
import { AXES } from '../../charts/axes.ts';
import type { Axis, PlacedTrack } from '../../data/types.ts';
import { formatDecimal, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface TrackRowsProps {
  tracks: readonly PlacedTrack[];
  axis: Axis;
  domain: RampDomain;
  reader: Reader;
}

/** Tracks with the colour that they have on the map, their value and plays. A hollow dot lies nowhere on it. */
export function TrackRows({ tracks, axis, domain, reader }: TrackRowsProps) {
  return (
    <ol className="divide-y divide-line">
      {tracks.map((track) => (
        <li key={track.recordingId} className="flex items-baseline gap-2.5 py-2">
          <Dot value={track.value} placed={track.x !== null} domain={domain} />
          <span className="min-w-0 flex-1">
            <TrackLink recordingId={track.recordingId} title={track.title} className="block truncate text-sm" />
            <span className="block truncate text-xs text-ink-faint">
              {track.artistCredit}
              {track.x === null && ' · not on the map'}
            </span>
          </span>
          <span className="text-right text-xs whitespace-nowrap text-ink-soft tabular">
            {plural(track.plays, 'play', reader)}
            <span className="block text-ink-faint">
              <span className="sr-only">{AXES[axis].name} </span>
              {formatDecimal(track.value, reader)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Dot({ value, placed, domain }: { value: number | null; placed: boolean; domain: RampDomain }) {
  const color = rampColorIn(value, domain);
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" className="shrink-0 translate-y-px">
      <circle cx="5" cy="5" r="4" fill={placed ? color : 'none'} stroke={color} strokeWidth="1.5" />
    </svg>
  );
}
