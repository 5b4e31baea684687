import { AXES } from '../../charts/axes.ts';
import { Card } from '../../components/Card.tsx';
import type { ArtistDrift } from '../../data/queries/artists.ts';
import { describeInfluence, influences, SPAN_NAMES } from '../../text/artist-text.ts';
import type { Span } from '../../text/artist-text.ts';
import type { Reader } from '../../text/format.ts';

/** What the artist did to the listener's own means between the halves of the span, on every axis. */
export function InfluenceCard({ drift, span, reader }: { drift: ArtistDrift; span: Span; reader: Reader }) {
  const rows = influences(drift);
  const most = Math.max(0.02, ...rows.flatMap(({ change }) => [Math.abs(change.change), Math.abs(change.of)]));
  return (
    <Card
      title="Influence on your changes"
      aside={
        <span className="text-xs text-ink-faint">{SPAN_NAMES[span].toLowerCase()}, second half against first</span>
      }
    >
      {rows.length === 0 ? (
        <p className="text-sm text-ink-soft">
          Both halves of this span need scored plays, and the artist some of them, before a part in a change can be
          told.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(({ axis, change }) => (
            <li
              key={axis}
              className="grid items-center gap-x-5 gap-y-1.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[9rem_12rem_minmax(0,1fr)]"
            >
              <h3 className="text-sm font-medium">{AXES[axis].name}</h3>
              <Parts part={change.change} whole={change.of} most={most} />
              <p className="text-[13px] text-ink-soft tabular">{describeInfluence(axis, change, reader)}</p>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-faint" aria-hidden="true">
          <span className="flex items-center gap-1.5">
            <svg width="14" height="8">
              <rect width="14" height="8" rx="2" fill="var(--accent)" />
            </svg>
            this artist’s part
          </span>
          <span className="flex items-center gap-1.5">
            <svg width="14" height="8">
              <rect x="0.5" y="0.5" width="13" height="7" rx="2" fill="none" stroke="var(--baseline)" />
            </svg>
            your whole change
          </span>
        </p>
      )}
    </Card>
  );
}

/** Two bars from the middle: to the left less, to the right more. */
function Parts({ part, whole, most }: { part: number; whole: number; most: number }) {
  const bar = (value: number) => {
    const width = (Math.abs(value) / most) * 50;
    return { x: `${(value < 0 ? 50 - width : 50).toFixed(2)}%`, width: `${Math.max(0.5, width).toFixed(2)}%` };
  };
  return (
    <svg className="block h-6 w-full" aria-hidden="true">
      <rect {...bar(whole)} y="4" height="16" rx="3" fill="none" stroke="var(--baseline)" />
      <rect {...bar(part)} y="8" height="8" rx="2" fill="var(--accent)" />
      <line x1="50%" x2="50%" y1="0" y2="24" stroke="var(--ink-faint)" />
    </svg>
  );
}
