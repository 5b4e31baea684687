import { useState } from 'react';
import { AXES } from '../../charts/axes.ts';
import { rampColor } from '../../charts/ramp.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { Artist, ArtistTrack } from '../../data/queries/artists.ts';
import type { Axis } from '../../data/types.ts';
import { formatAgo } from '../../text/dates.ts';
import { formatCount, formatDecimal, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

type Order = 'plays' | 'latest' | 'axis';
const AT_FIRST = 30;

interface ArtistTracksProps {
  artist: Artist;
  axis: Axis;
  now: number;
  reader: Reader;
}

/** The artist's tracks that the listener has heard. */
export function ArtistTracks({ artist: { artist, tracks, heard }, axis, now, reader }: ArtistTracksProps) {
  const [order, setOrder] = useState<Order>('plays');
  const [all, setAll] = useState(false);
  const sorted = tracks.toSorted(comparing(order, axis));
  const shown = all ? sorted : sorted.slice(0, AT_FIRST);
  return (
    <Card
      title="Tracks"
      aside={
        tracks.length > 1 && (
          <Segmented
            label="Order"
            choices={[
              { value: 'plays', name: 'Most played' },
              { value: 'latest', name: 'Latest' },
              { value: 'axis', name: AXES[axis].shortName },
            ]}
            value={order}
            onChange={setOrder}
          />
        )
      }
    >
      {tracks.length === 0 ? (
        <p className="py-6 text-center text-ink-soft">None of their tracks is in your history.</p>
      ) : (
        <ol className="divide-y divide-line">
          {shown.map((track) => (
            <li key={track.recordingId} className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
              <span className="min-w-0 flex-1">
                <TrackLink recordingId={track.recordingId} title={track.title} className="block truncate font-medium" />
                <span className="block truncate text-[13px] text-ink-soft">
                  {track.artistCredit === artist.name ? '' : `${track.artistCredit} · `}
                  <span className="sm:hidden">{plural(track.plays, 'play', reader)} · </span>
                  {howKnown(track)} · {formatAgo(track.latestAt, now)}
                </span>
              </span>
              <Value track={track} axis={axis} reader={reader} />
              <span className="w-20 shrink-0 text-right text-[13px] text-ink-soft tabular max-sm:hidden">
                {plural(track.plays, 'play', reader)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {shown.length < sorted.length && (
        <div className="mt-4 text-center">
          <Button look="quiet" size="small" onClick={() => setAll(true)}>
            Show all {formatCount(sorted.length, reader)}
          </Button>
        </div>
      )}
      {heard.tracks > tracks.length && (
        <p className="mt-3 text-xs text-ink-faint">
          The {formatCount(tracks.length, reader)} most played of {formatCount(heard.tracks, reader)}.
        </p>
      )}
    </Card>
  );
}

function Value({ track, axis, reader }: { track: ArtistTrack; axis: Axis; reader: Reader }) {
  const value = track.scores?.[axis] ?? null;
  return (
    <span
      className="inline-flex w-14 shrink-0 items-center gap-2 text-[13px] text-ink-soft tabular"
      title={AXES[axis].name}
    >
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="4.5" fill={rampColor(value)} />
      </svg>
      <span className="sr-only">
        {AXES[axis].name} {value === null ? 'not known' : 'about'}
      </span>
      {value === null ? formatDecimal(null, reader) : `~${formatDecimal(value, reader)}`}
    </span>
  );
}

function comparing(order: Order, axis: Axis): (one: ArtistTrack, other: ArtistTrack) => number {
  if (order === 'latest') return (one, other) => (one.latestAt < other.latestAt ? 1 : -1);
  if (order === 'axis') return (one, other) => (other.scores?.[axis] ?? -1) - (one.scores?.[axis] ?? -1);
  return (one, other) => other.plays - one.plays;
}

function howKnown({ hasAudio, scores }: ArtistTrack): string {
  if (hasAudio) return 'measured';
  return scores === null ? 'not scored yet' : 'scored without your audio';
}
