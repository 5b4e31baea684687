import { memo } from 'react';
import { Card } from '../../components/Card.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { MixtapeTrack } from '../../data/queries/mixtape.ts';
import type { Reader } from '../../text/format.ts';
import { StepLine } from '../playlists/StepLine.tsx';
import { TrackFacts } from '../playlists/TrackFacts.tsx';

interface MixtapeTracksProps {
  tracks: readonly MixtapeTrack[];
  active: number | null;
  onActive: (index: number | null) => void;
  reader: Reader;
}

/** The tracks in their order, each with why it is there and the step that leads to it. */
export function MixtapeTracks({ tracks, active, onActive, reader }: MixtapeTracksProps) {
  return (
    <Card title="Tracks">
      <ol className="-mx-2 -mb-2" onPointerLeave={() => onActive(null)}>
        {tracks.map((track, index) => (
          <Row
            key={track.recordingId}
            track={track}
            before={tracks[index - 1]}
            index={index}
            active={active === index}
            onActive={onActive}
            reader={reader}
          />
        ))}
      </ol>
    </Card>
  );
}

interface RowProps extends Pick<MixtapeTracksProps, 'onActive' | 'reader'> {
  track: MixtapeTrack;
  before: MixtapeTrack | undefined;
  index: number;
  active: boolean;
}

/** Kept while another row is pointed at. */
const Row = memo(function Row({ track, before, index, active, onActive, reader }: RowProps) {
  return (
    <li
      onPointerEnter={() => onActive(index)}
      onFocus={() => onActive(index)}
      onBlur={() => onActive(null)}
      className={`rounded-lg px-2 py-2 transition-colors ${active ? 'bg-raised' : ''}`}
    >
      <div className="ml-9">
        <StepLine from={before} to={track} reader={reader} />
      </div>
      <div className="flex items-start gap-3">
        <span className="w-6 shrink-0 pt-px text-right text-sm text-ink-faint tabular">{index + 1}</span>
        <span className="min-w-0 flex-1">
          <TrackLink recordingId={track.recordingId} title={track.title} className="font-medium break-words" />
          <span className="block text-[13px] break-words text-ink-soft">{track.artistCredit}</span>
          <span className="mt-1 block text-xs text-ink-faint">{track.why}</span>
        </span>
        <TrackFacts track={track} assumed={track.durationAssumed} reader={reader} />
      </div>
    </li>
  );
});
