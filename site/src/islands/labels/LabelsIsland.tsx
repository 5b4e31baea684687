import { useState } from 'react';
import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchCalibration, fetchLabels } from '../../data/queries/labels.ts';
import type { AxisCalibration, Comparison, Label } from '../../data/queries/labels.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Reader } from '../../text/format.ts';
import { CalibrationCard } from './CalibrationCard.tsx';
import { ComparisonCard } from './ComparisonCard.tsx';
import { LabelList } from './LabelList.tsx';

interface LabelsIslandProps {
  labels: Answer<Label[]>;
  calibration: Answer<AxisCalibration[]>;
  comparison: Answer<Comparison>;
  /** Whether there is anything heard to speak of. */
  hasListens: boolean;
  now: number;
  reader: Reader;
}

/** The listener's labels: what they changed, a round of comparisons, and the list to withdraw from. */
export function LabelsIsland({ now, reader, comparison, hasListens, ...given }: LabelsIslandProps) {
  const labels = useAnswer(given.labels);
  const calibration = useAnswer(given.calibration);
  // What was withdrawn last can be brought back: the list stays even where nothing stands on it.
  const [changed, setChanged] = useState(false);
  const trouble = labels.trouble ?? calibration.trouble;
  const reload = async () => {
    await Promise.all([
      labels.ask(() => fetchLabels(api, null), { quietly: true }),
      calibration.ask(() => fetchCalibration(api), { quietly: true }),
    ]);
  };
  useLiveEvents({ onChanged: () => void reload() });
  const list = labels.data ?? [];
  const onChanged = async () => {
    setChanged(true);
    await reload();
  };

  if (!hasListens && labels.data !== null && list.length === 0) return <NothingHeard />;
  return (
    <div className="space-y-5">
      {trouble !== null && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <ComparisonCard recordingId={null} initial={comparison} onChanged={onChanged} withKeys reader={reader} />
        {labels.data !== null && list.length === 0 ? (
          <HowTo />
        ) : (
          <CalibrationCard axes={calibration.data ?? []} reader={reader} />
        )}
      </div>
      {(list.length > 0 || changed) && <LabelList labels={list} onChanged={onChanged} now={now} reader={reader} />}
    </div>
  );
}

function NothingHeard() {
  return (
    <EmptyState
      title="There is nothing to label yet"
      reason="Once your listening history is here, you can say of each track how you hear it."
      action={
        <a href="/imports" className={buttonClass()}>
          Bring your music
        </a>
      }
    />
  );
}

function HowTo() {
  return (
    <Card title="You have given no labels yet">
      <p className="text-sm text-ink-soft">
        Where a score is not as you hear it, say so: open a track, press “Correct” beside an axis and move the bar. Its
        score moves at once, and those of your other tracks by as much as one label can tell. Only your own scores
        change, and whatever you say can be withdrawn.
      </p>
      <p className="mt-4">
        <a href="/search" className={buttonClass('quiet', 'small')}>
          Find a track
        </a>
      </p>
    </Card>
  );
}
