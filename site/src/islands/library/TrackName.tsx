import { TrackLink } from '../../components/TrackLink.tsx';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { formatLength } from '../../text/library-text.ts';

interface TrackNameProps {
  track: { recordingId: string; title: string; artistCredit: string; plays?: number };
  seconds: number | null;
  reader: Reader;
}

/** A track that was played, with how often. */
export function TrackName({ track, seconds, reader }: TrackNameProps) {
  const length = formatLength(seconds);
  return (
    <span className="block min-w-0">
      <TrackLink recordingId={track.recordingId} title={track.title} className="text-sm font-medium wrap-anywhere" />
      {length !== null && <span className="text-sm text-ink-faint tabular"> · {length}</span>}
      <span className="block text-[13px] wrap-anywhere text-ink-soft">
        {track.artistCredit}
        {track.plays !== undefined && (
          <span className="text-ink-faint tabular"> · {plural(track.plays, 'play', reader)}</span>
        )}
      </span>
    </span>
  );
}
