import type { RadarShape } from '../../charts/RadarChart.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

/** Which shape is which span, on how many listens it rests, and how to read bands and gaps. */
export function RadarLegend({ shapes, reader }: { shapes: readonly RadarShape[]; reader: Reader }) {
  return (
    <ul className="mt-5 grid gap-x-8 gap-y-3 border-t border-line pt-4 sm:grid-cols-2">
      {shapes.map(({ radar, color }) => (
        <li key={color} className="flex items-start gap-3">
          <svg width="24" height="14" viewBox="0 0 24 14" aria-hidden="true" className="mt-1 shrink-0">
            <rect y="1" width="24" height="12" rx="2" fill={`var(--${color})`} opacity="0.22" />
            <path
              d="M0 7h24"
              stroke={`var(--${color})`}
              strokeWidth="2"
              strokeDasharray={color === 'baseline' ? '5 4' : undefined}
            />
          </svg>
          <span className="min-w-0 text-sm">
            {radar.label}
            {radar.inProgress && ', so far'}
            <span className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-faint tabular">
              {plural(radar.listens, 'listen', reader)}
              <Coverage share={radar.coverage} reader={reader} />
            </span>
          </span>
        </li>
      ))}
      <li className="text-xs text-ink-faint sm:col-span-2">
        Bands are 80 % intervals of the mean; fainter rests on fewer plays; a gap is an axis that is not known.
      </li>
    </ul>
  );
}
