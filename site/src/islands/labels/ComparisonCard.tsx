import { AXES, AXIS_ORDER } from '../../charts/axes.ts';
import { Card } from '../../components/Card.tsx';
import { Select } from '../../components/Select.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import type { Comparison } from '../../data/queries/labels.ts';
import type { Axis } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { EffectNote } from './EffectNote.tsx';
import { Pair } from './Pair.tsx';
import type { PairProps } from './Pair.tsx';
import { useLabelling } from './use-labelling.ts';
import { useQuestion } from './use-question.ts';

interface ComparisonCardProps {
  /** A track that every question is about; null asks about any two. */
  recordingId: string | null;
  /** The first question, where the server has asked it. */
  initial?: Answer<Comparison>;
  /** Called when something was said. */
  onChanged: () => Promise<void> | void;
  /** Keys 1, 2, 0 and S answer: for the page that is about this. */
  withKeys?: boolean;
  reader: Reader;
}

/** "Which is more energetic?", two tracks at a time, for as long as the reader likes. */
export function ComparisonCard({ recordingId, initial, onChanged, withKeys = false, reader }: ComparisonCardProps) {
  const { axis, question, skipped, chooseAxis, skip, next } = useQuestion(recordingId, initial);
  const { busy, trouble, applied, say } = useLabelling(async () => {
    next();
    await onChanged();
  });
  const problem = trouble ?? question?.trouble ?? null;

  return (
    <Card title={`Which is more ${AXES[axis].high}?`}>
      <div className="mb-4 max-w-56">
        <Select
          label="Compare by"
          options={AXIS_ORDER.map((value) => ({ value, name: AXES[value].name }))}
          value={axis}
          onChange={(value) => chooseAxis(value as Axis)}
        />
      </div>
      {question === null && <SkeletonRows rows={2} />}
      {question?.data != null && (
        <Question
          comparison={question.data}
          none={skipped > 0 ? 'These were all the pairs there are to ask about.' : whyNoPair(recordingId)}
          busy={busy}
          withKeys={withKeys}
          onAnswer={(first, second, value) =>
            void say({ recordingId: first.recordingId, otherRecordingId: second.recordingId, axis, value })
          }
          onSkip={skip}
        />
      )}
      {problem !== null && (
        <div className="mt-4">
          <TroubleBanner trouble={problem} onRetry={next} />
        </div>
      )}
      {applied !== null && (
        <div className="mt-4">
          <EffectNote applied={applied} busy={busy} reader={reader} />
        </div>
      )}
    </Card>
  );
}

interface QuestionProps extends Omit<PairProps, 'tracks' | 'axis'> {
  comparison: Comparison;
  /** Said where there are no two tracks. */
  none: string;
}

function Question({ comparison: { tracks, axis }, none, ...rest }: QuestionProps) {
  return tracks === null ? (
    <p className="text-sm text-ink-soft">{none}</p>
  ) : (
    <Pair tracks={tracks} axis={axis} {...rest} />
  );
}

function whyNoPair(recordingId: string | null): string {
  return recordingId === null
    ? 'There are no two scored tracks of yours left to compare by this. Another axis may have some.'
    : 'There is nothing left to compare this track with by this axis: it may not be scored, or all is said. Another axis may have something.';
}
