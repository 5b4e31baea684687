import { Badge } from '../../components/Badge.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import type { Artist } from '../../data/queries/artists.ts';
import { formatAgo, formatDay } from '../../text/dates.ts';
import { formatShare, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { AddToPlaylist } from '../playlists/AddToPlaylist.tsx';

interface ArtistHeaderProps {
  artist: Artist;
  now: number;
  reader: Reader;
}

/** Who it is, and how they stand in the listener's history. */
export function ArtistHeader({ artist: { artist, plays, heard, tracks }, now, reader }: ArtistHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-[26px] leading-tight font-semibold tracking-tight break-words sm:text-[32px]">
          {artist.name}
        </h1>
        <p className="mt-1.5 text-ink-soft">
          {plays.total === 0 ? (
            'You have not played this artist in the history that is here.'
          ) : (
            <>
              {plural(plays.total, 'play', reader)} of {plural(heard.tracks, 'track', reader)},{' '}
              {formatShare(plays.share, reader)} of all your plays
              {plays.asGuest > 0 && `; ${plural(plays.asGuest, 'play', reader)} as a guest of others`}
            </>
          )}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          {plays.firstAt !== null && <span>First on {formatDay(plays.firstAt, reader)}</span>}
          {plays.latestAt !== null && <span>latest {formatAgo(plays.latestAt, now)}</span>}
          {artist.isPrivate && <Badge>Known from your plays alone</Badge>}
        </p>
        {heard.tracks > 0 && (
          <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
            <Coverage share={heard.scored / heard.tracks} of="of their tracks scored" reader={reader} />
            <Coverage share={heard.measured / heard.tracks} of="measured from your audio" reader={reader} />
          </p>
        )}
      </div>
      {tracks.length > 0 && (
        <AddToPlaylist
          recordingIds={tracks.map(({ recordingId }) => recordingId)}
          label={plural(tracks.length, 'track', reader)}
        />
      )}
    </header>
  );
}
