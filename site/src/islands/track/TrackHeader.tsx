import { Fragment } from 'react';
import { ArtistLink } from '../../components/ArtistLink.tsx';
import { Badge } from '../../components/Badge.tsx';
import type { Track } from '../../data/queries/tracks.ts';
import { formatAgo, formatDay } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { formatClock } from '../../text/track-text.ts';
import { AddToPlaylist } from '../playlists/AddToPlaylist.tsx';

interface TrackHeaderProps {
  track: Track;
  now: number;
  reader: Reader;
}

/** What the track is, by whom, and how it stands in the listener's history. */
export function TrackHeader({ track: { recording, artists, plays }, now, reader }: TrackHeaderProps) {
  const facts = [
    recording.releaseTitle,
    recording.durationSeconds === null ? null : formatClock(recording.durationSeconds),
  ].filter((fact) => fact !== null);
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-[26px] leading-tight font-semibold tracking-tight break-words sm:text-[32px]">
          {recording.title}
        </h1>
        <p className="mt-1.5 text-base break-words">
          {artists.length === 0
            ? recording.artistCredit
            : artists.map(({ id, name, joinPhrase }) => (
                <Fragment key={id}>
                  <ArtistLink artistId={id} name={name} className="font-medium" />
                  {joinPhrase}
                </Fragment>
              ))}
          {facts.length > 0 && <span className="text-ink-soft"> · {facts.join(' · ')}</span>}
        </p>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          <span>{describePlays(plays, { now, reader })}</span>
          {recording.isPrivate && (
            <span title="It maps to no recording in MusicBrainz yet, so that nobody else sees it.">
              <Badge>Not in MusicBrainz</Badge>
            </span>
          )}
        </p>
      </div>
      <AddToPlaylist recordingIds={[recording.id]} label={recording.title} />
    </header>
  );
}

function describePlays(
  { total, firstAt, latestAt }: Track['plays'],
  { now, reader }: Omit<TrackHeaderProps, 'track'>,
): string {
  if (firstAt === null || latestAt === null) return 'Not played yet';
  const plays = plural(total, 'play', reader);
  if (total === 1) return `${plays}, on ${formatDay(firstAt, reader)}`;
  return `${plays}, the first on ${formatDay(firstAt, reader)}, the latest ${formatAgo(latestAt, now)}`;
}
