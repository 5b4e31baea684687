import { useState } from 'react';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import { contourPicture } from '../../charts/contour-picture.ts';
import type { ContourPicture } from '../../charts/contour-picture.ts';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchLabels } from '../../data/queries/labels.ts';
import type { Label } from '../../data/queries/labels.ts';
import { fetchContours, fetchSimilar, fetchTrack, fetchTrackPlays } from '../../data/queries/tracks.ts';
import type { SimilarTracks, Track, TrackPlays } from '../../data/queries/tracks.ts';
import type { Space } from '../../data/types.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Reader } from '../../text/format.ts';
import { segmentFacts } from '../../text/segments-text.ts';
import type { SegmentFact } from '../../text/segments-text.ts';

import { ContoursCard } from './ContoursCard.tsx';
import { LaterComparison } from './LaterComparison.tsx';
import { PlaysCard } from './PlaysCard.tsx';
import { ScoresCard } from './ScoresCard.tsx';
import { SegmentsCard } from './SegmentsCard.tsx';
import { SimilarCard } from './SimilarCard.tsx';
import { SoundCard } from './SoundCard.tsx';
import { TagsCard } from './TagsCard.tsx';
import { TrackHeader } from './TrackHeader.tsx';

/** What goes on inside a track, as far as a page draws it. */
export interface Inside {
  picture: ContourPicture;
  segments: readonly SegmentFact[];
}

interface TrackIslandProps {
  initial: Track;
  plays: Answer<TrackPlays>;
  labels: Answer<Label[]>;
  similar: Answer<SimilarTracks>;
  /** Null where the track is not measured. */
  inside: Inside | null;
  now: number;
  reader: Reader;
}

/** All about one track, and the place to say how one hears it. */
export function TrackIsland({ initial, inside: firstInside, now, reader, ...given }: TrackIslandProps) {
  const { id } = initial.recording;
  const { data, trouble, ask } = useAnswer<Track>({ data: initial, trouble: null });
  const plays = useAnswer(given.plays);
  const labels = useAnswer(given.labels);
  const similar = useAnswer(given.similar);
  const [inside, setInside] = useState(firstInside);
  const [space, setSpace] = useState<Space | null>(null);
  const track = data ?? initial;

  const reload = async () => {
    await Promise.all([
      ask(() => fetchTrack(api, id), { quietly: true }),
      labels.ask(() => fetchLabels(api, id), { quietly: true }),
    ]);
  };
  const reloadAll = () => {
    void reload();
    void plays.ask(() => fetchTrackPlays(api, id), { quietly: true });
    void similar.ask(() => fetchSimilar(api, id, space), { quietly: true });
    if (inside === null && track.audio.state === 'measured') void loadInside(id).then(setInside);
  };
  useLiveEvents({ onChanged: reloadAll });

  return (
    <div className="space-y-5">
      {trouble !== null && <TroubleBanner trouble={trouble} onRetry={reloadAll} />}
      <div className="pb-2">
        <TrackHeader track={track} now={now} reader={reader} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <ScoresCard track={track} labels={labels.data ?? []} onChanged={reload} reader={reader} />
        <div className="min-w-0 space-y-5">
          <SoundCard track={track} reader={reader} />
          <TagsCard tags={track.tags} empty="No tags of this track are known. Its artist may have some." />
          <SimilarCard
            similar={similar.data}
            space={space}
            trouble={similar.trouble}
            loading={similar.loading}
            onSpace={(wanted) => {
              setSpace(wanted);
              rememberInUrl({ space: wanted });
              void similar.ask(() => fetchSimilar(api, id, wanted));
            }}
            reader={reader}
          />
        </div>
      </div>
      {inside !== null && <ContoursCard picture={inside.picture} segments={inside.segments} reader={reader} />}
      {inside !== null && inside.segments.length > 1 && <SegmentsCard segments={inside.segments} reader={reader} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {plays.data !== null && <PlaysCard plays={plays.data} reader={reader} />}
        <LaterComparison recordingId={id} onChanged={reload} reader={reader} />
      </div>
    </div>
  );
}

async function loadInside(id: string): Promise<Inside | null> {
  const { data } = await fetchContours(api, id);
  return data === null ? null : { picture: contourPicture(data), segments: segmentFacts(data.segments) };
}
