import { useState } from 'react';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { rememberFilters } from '../../data/filter-memory.ts';
import { fetchArtist, fetchDrift } from '../../data/queries/artists.ts';
import type { Artist, ArtistDrift } from '../../data/queries/artists.ts';
import type { Axis } from '../../data/types.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Span } from '../../text/artist-text.ts';
import type { Reader } from '../../text/format.ts';
import { TagsCard } from '../track/TagsCard.tsx';
import { ArtistHeader } from './ArtistHeader.tsx';
import { ArtistTracks } from './ArtistTracks.tsx';
import { DriftCard } from './DriftCard.tsx';
import { InfluenceCard } from './InfluenceCard.tsx';

interface ArtistIslandProps {
  initial: Artist;
  drift: Answer<ArtistDrift>;
  axis: Axis;
  span: Span;
  now: number;
  reader: Reader;
}

/** An artist in the listener's history: how what they played of them moved, what that did to their weeks, and the tracks. */
export function ArtistIsland({ initial, now, reader, ...given }: ArtistIslandProps) {
  const { id } = initial.artist;
  const { data, trouble, ask } = useAnswer<Artist>({ data: initial, trouble: null });
  const drift = useAnswer(given.drift);
  const [axis, setAxis] = useState(given.axis);
  const [span, setSpan] = useState(given.span);
  const artist = data ?? initial;

  const reload = () => {
    void ask(() => fetchArtist(api, id), { quietly: true });
    void drift.ask(() => fetchDrift(api, id, Number(span)), { quietly: true });
  };
  useLiveEvents({ onChanged: reload });
  const remember = (wanted: { axis: Axis; span: Span }) =>
    rememberFilters('/artists', {
      axis: wanted.axis === 'energy' ? undefined : wanted.axis,
      weeks: wanted.span === '52' ? undefined : wanted.span,
    });

  return (
    <div className="space-y-5">
      {trouble !== null && <TroubleBanner trouble={trouble} onRetry={reload} />}
      <div className="pb-2">
        <ArtistHeader artist={artist} now={now} reader={reader} />
      </div>
      {drift.trouble !== null && <TroubleBanner trouble={drift.trouble} onRetry={reload} />}
      {artist.plays.total > 0 && drift.data !== null && (
        <>
          <DriftCard
            drift={drift.data}
            loading={drift.loading}
            axis={axis}
            span={span}
            now={now}
            onAxis={(wanted) => {
              setAxis(wanted);
              remember({ axis: wanted, span });
            }}
            onSpan={(wanted) => {
              setSpan(wanted);
              remember({ axis, span: wanted });
              void drift.ask(() => fetchDrift(api, id, Number(wanted)));
            }}
            reader={reader}
          />
          <InfluenceCard drift={drift.data} span={span} reader={reader} />
        </>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <ArtistTracks artist={artist} axis={axis} now={now} reader={reader} />
        <TagsCard tags={artist.tags} empty="No tags of this artist are known." />
      </div>
    </div>
  );
}
