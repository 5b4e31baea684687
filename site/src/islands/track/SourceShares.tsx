import { AXES } from '../../charts/axes.ts';
import type { TrackScore } from '../../data/queries/tracks.ts';
import type { Axis } from '../../data/types.ts';
import { formatDecimal, formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { familiesOf, summariseSources } from '../../text/sources-text.ts';

/** What a score rests on, source by source: its share, and what it says by itself. */
export function SourceShares({ axis, score, reader }: { axis: Axis; score: TrackScore; reader: Reader }) {
  const { name } = AXES[axis];
  return (
    <details>
      <summary className="inline-block rounded text-[13px] text-ink-soft marker:content-none hover:text-ink">
        {summariseSources(score.sources, reader)}{' '}
        <span className="underline decoration-line-strong/60 underline-offset-4">
          Details<span className="sr-only"> of {name}</span>
        </span>
      </summary>
      <table className="mt-3 w-full border-collapse text-left text-[13px]">
        <caption className="sr-only">What the score for {name} rests on</caption>
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">
              Source
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">
              Share
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Says by itself
            </th>
          </tr>
        </thead>
        {familiesOf(score.sources).map(({ family, name: familyName, share, parts }) => (
          <tbody key={family} className="border-t border-line">
            <tr>
              <th scope="row" className="py-1.5 pr-3 font-medium first-letter:uppercase">
                {familyName}
                <svg className="mt-1 block h-1 w-full max-w-40" aria-hidden="true">
                  <rect width="100%" height="4" rx="2" fill="var(--line)" />
                  <rect width={`${(share * 100).toFixed(1)}%`} height="4" rx="2" fill="var(--accent)" />
                </svg>
              </th>
              <td className="py-1.5 pr-3 text-right align-top tabular">{formatShare(share, reader)}</td>
              <td />
            </tr>
            {parts.map((part) => (
              <tr key={part.name} className="text-ink-soft">
                <th scope="row" className="py-1 pr-3 pl-3 font-normal">
                  {part.name}
                </th>
                <td className="py-1 pr-3 text-right align-top tabular">{formatShare(part.share, reader)}</td>
                <td className="py-1 text-right align-top tabular">{formatDecimal(part.value, reader)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {score.shared !== null && Math.abs(score.shared - score.value) >= 0.005 && (
        <p className="mt-2 text-[13px] text-ink-soft">
          Without your labels it would lie about {formatDecimal(score.shared, reader)}, as everybody shares it.
        </p>
      )}
    </details>
  );
}
