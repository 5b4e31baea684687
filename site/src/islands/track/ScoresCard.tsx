import { useState } from 'react';
import { AXIS_ORDER } from '../../charts/axes.ts';
import { Card } from '../../components/Card.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Label } from '../../data/queries/labels.ts';
import type { Track } from '../../data/queries/tracks.ts';
import type { Axis } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { hasAnyScore } from '../../text/track-text.ts';
import { useLabelling } from '../labels/use-labelling.ts';
import { ScoreRow } from './ScoreRow.tsx';

interface ScoresCardProps {
  track: Track;
  labels: readonly Label[];
  onChanged: () => Promise<void>;
  reader: Reader;
}

/** A track on every axis, each of which the listener can correct. */
export function ScoresCard({ track, labels, onChanged, reader }: ScoresCardProps) {
  const { busy, trouble, applied, say, withdraw } = useLabelling(onChanged);
  const [before, setBefore] = useState<Track['scores']>({});
  const recordingId = track.recording.id;
  const scored = hasAnyScore(track);
  const labelOf = (axis: Axis) => labels.find((label) => label.axis === axis && label.other === null);

  return (
    <Card
      title="Scores"
      aside={
        <a
          href="/labels"
          className="text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 hover:text-ink"
        >
          All your labels
        </a>
      }
    >
      <p className="-mt-2 mb-4 text-[13px] text-ink-soft">{scored ? explanationOf(track) : whyNothing(track)}</p>
      {trouble !== null && (
        <div className="mb-4">
          <TroubleBanner trouble={trouble} />
        </div>
      )}
      <ul className="divide-y divide-line">
        {AXIS_ORDER.map((axis) => (
          <ScoreRow
            key={axis}
            axis={axis}
            score={track.scores[axis]}
            label={labelOf(axis)}
            applied={applied?.axis === axis ? applied : null}
            before={applied?.axis === axis ? before[axis] : undefined}
            busy={busy}
            onSay={(value) => {
              setBefore(track.scores);
              return say({ recordingId, axis, value }, labelOf(axis));
            }}
            onWithdraw={(label) => {
              setBefore(track.scores);
              void withdraw(label);
            }}
            reader={reader}
          />
        ))}
      </ul>
    </Card>
  );
}

function whyNothing({ audio }: Track): string {
  const why =
    audio.state === 'measured' || audio.state === 'waiting'
      ? 'Its scores are on their way.'
      : 'No tags of it are known, and no audio of it was measured.';
  return `This track is not scored yet. ${why} You can say how you hear it, and it is scored by that.`;
}

function explanationOf({ scores }: Track): string {
  const all = Object.values(scores);
  return all.some((score) => !score.calibrated)
    ? 'Each band should hold the truth four times in five. That has not been shown on real music yet: take the value in it as about right.'
    : 'Each band holds the truth four times in five; the point in it is the best single value.';
}
