import type { Match } from '../../data/queries/library.ts';
import { formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeConfidence, describeRung } from '../../text/library-text.ts';

const STEPS = [0.5, 0.6, 0.8, 0.9] as const;

/** How sure a match is: in four steps, in a word, and what it rests on. */
export function Confidence({ match, reader }: { match: Match; reader: Reader }) {
  const { confidence, rung, decidedBy } = match;
  const own = decidedBy === 'listener';
  return (
    <p className="text-[13px] leading-snug text-ink-soft">
      <span
        className="inline-flex items-center gap-1.5 align-[-1px]"
        title={`Confidence ${formatShare(confidence, reader)}`}
      >
        <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
          {STEPS.map((step, index) => (
            <rect
              key={step}
              x={index * 7}
              y={8 - (index + 1) * 2}
              width="4.5"
              height={2 + (index + 1) * 2}
              rx="1"
              fill={own || confidence >= step ? 'var(--accent)' : 'var(--line)'}
            />
          ))}
        </svg>
        <b className="font-medium text-ink">{describeConfidence(match)}</b>
      </span>
      <span className="sr-only"> (confidence {formatShare(confidence, reader)})</span> · {describeRung(rung)}
    </p>
  );
}
