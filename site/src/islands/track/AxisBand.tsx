import type { TrackScore } from '../../data/queries/tracks.ts';

interface AxisBandProps {
  score: Pick<TrackScore, 'value' | 'low' | 'high' | 'calibrated'> | undefined;
  /** Where the score lay before a change that the reader has just made. */
  before?: Pick<TrackScore, 'low' | 'high'> | undefined;
  /** What the listener said. */
  said?: number | null;
}

/** A score on the whole length of its axis: a band, with a point only where its intervals have been shown to hold. Decoration: the text beside it says the same. */
export function AxisBand({ score, before, said = null }: AxisBandProps) {
  return (
    <svg className="block h-5 w-full overflow-visible" aria-hidden="true">
      <rect y="9" width="100%" height="2" rx="1" fill="var(--line)" />
      <line x1="50%" x2="50%" y1="5" y2="15" stroke="var(--line)" />
      {before !== undefined && (
        <rect
          x={percent(before.low)}
          y="5"
          width={percent(before.high - before.low)}
          height="10"
          rx="5"
          fill="none"
          stroke="var(--ink-faint)"
          strokeDasharray="3 3"
          opacity="0.7"
        />
      )}
      {score !== undefined && (
        <rect
          x={percent(score.low)}
          y="3.5"
          width={percent(Math.max(0.006, score.high - score.low))}
          height="13"
          rx="6.5"
          fill="var(--accent)"
          fillOpacity={score.calibrated ? 0.3 : 0.18}
          stroke="var(--accent)"
          strokeOpacity={score.calibrated ? 0 : 0.75}
          strokeDasharray="4 2.5"
        />
      )}
      {score?.calibrated === true && (
        <circle
          cx={percent(score.value)}
          cy="10"
          r="4.5"
          fill="var(--accent)"
          stroke="var(--surface)"
          strokeWidth="1.5"
        />
      )}
      {said !== null && (
        <svg x={percent(said)} y="10" overflow="visible">
          <path d="M0-7 6 0 0 7-6 0Z" fill="var(--compare)" stroke="var(--surface)" strokeWidth="1.5" />
        </svg>
      )}
    </svg>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
