import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import type { SimilarTracks } from '../../data/queries/tracks.ts';
import type { Space } from '../../data/types.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { closenessInWords, whyNoneSimilar } from '../../text/similar-text.ts';
import { SPACE_NAMES } from '../../text/trajectory-text.ts';

interface SimilarCardProps {
  similar: SimilarTracks | null;
  /** The space that was asked for last; null before that. */
  space: Space | null;
  trouble: Trouble | null;
  loading: boolean;
  onSpace: (space: Space) => void;
  reader: Reader;
}

const SPACES: readonly Space[] = ['audio', 'tag'];

/** The tracks of the listener's own that are most like this one, by sound or by tags. */
export function SimilarCard({ similar, space, trouble, loading, onSpace, reader }: SimilarCardProps) {
  return (
    <Card
      title="Most like it"
      aside={
        similar !== null && (
          <Segmented
            label="Compared by"
            choices={SPACES.map((value) => ({ value, name: SPACE_NAMES[value].name }))}
            value={space ?? similar.space}
            onChange={onSpace}
          />
        )
      }
    >
      {trouble !== null && <TroubleBanner trouble={trouble} />}
      {similar !== null && (
        <Pending busy={loading}>
          {similar.tracks.length === 0 ? (
            <p className="py-6 text-center text-sm text-ink-soft">{whyNoneSimilar(similar)}</p>
          ) : (
            <ol className="divide-y divide-line">
              {similar.tracks.map((track) => (
                <li key={track.recordingId} className="flex items-baseline justify-between gap-3 py-2">
                  <span className="min-w-0">
                    <TrackLink recordingId={track.recordingId} title={track.title} className="block truncate text-sm" />
                    <span className="block truncate text-xs text-ink-faint">{track.artistCredit}</span>
                  </span>
                  <span className="shrink-0 text-right text-xs text-ink-soft tabular">
                    {closenessInWords(track.distance, similar.typicalDistance)}
                    <span className="block text-ink-faint">{plural(track.plays, 'play', reader)}</span>
                  </span>
                </li>
              ))}
            </ol>
          )}
          {similar.compared > 0 && (
            <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
              <Coverage share={similar.coverage} of="of plays lie in this space" reader={reader} />
              <span className="text-xs text-ink-faint">{plural(similar.compared, 'track', reader)} compared</span>
            </p>
          )}
        </Pending>
      )}
    </Card>
  );
}
