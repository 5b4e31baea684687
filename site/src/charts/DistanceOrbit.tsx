import type { OutlierTrack } from '../data/queries/outliers.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import type { Orbit } from './orbit.ts';

interface DistanceOrbitProps {
  orbit: Orbit;
  outliers: readonly OutlierTrack[];
  /** The outlier that is pointed at, here or in the list. */
  active: number | null;
  name: string;
  onActive: (at: number | null) => void;
  onChoose: (at: number) => void;
  reader: Reader;
}

/** Half the picture's side, in its own units. */
const HALF = 200;
const DOT = 11;

/** The plays around their centre: dots for the tracks, numbers for those farthest out, rings for the distances. */
export function DistanceOrbit({ orbit, outliers, active, name, onActive, onChoose, reader }: DistanceOrbitProps) {
  const { rings, reach, others } = orbit;
  const at = (share: number) => (share * HALF).toFixed(1);
  return (
    <svg
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="img"
      aria-label={name}
      className="block h-auto w-full"
    >
      <circle r={HALF / reach} fill="var(--accent-soft)" />
      {rings.map((distance) => (
        <g key={distance}>
          <circle
            r={(distance / reach) * HALF}
            fill="none"
            stroke={distance === 1 ? 'var(--accent)' : 'var(--line)'}
            strokeWidth={distance === 1 ? 1.5 : 1}
            strokeDasharray={distance === 1 ? '4 4' : undefined}
          />
          <text
            y={(distance / reach) * HALF + (distance === 1 ? 13 : -5)}
            textAnchor="middle"
            fontSize={11}
            fill="var(--ink-faint)"
            stroke="var(--surface)"
            strokeWidth={3}
            paintOrder="stroke"
          >
            {distance === 1 ? 'usual' : formatDecimal(distance, reader, 0)}
          </text>
        </g>
      ))}
      <g fill="var(--ink-faint)" opacity={0.55}>
        {others.map(({ x, y }, n) => (
          <circle key={n} cx={at(x)} cy={at(y)} r={2.4} />
        ))}
      </g>
      <path d="M-5 0H5M0 -5V5" stroke="var(--ink)" strokeWidth={1.75} />
      {orbit.outliers.map(({ x, y }, n) => (
        <g
          key={outliers[n]!.recordingId}
          transform={`translate(${at(x)} ${at(y)})`}
          className="cursor-pointer"
          onPointerEnter={() => onActive(n)}
          onPointerLeave={() => onActive(null)}
          onClick={() => onChoose(n)}
        >
          <title>{`${outliers[n]!.title} · ${outliers[n]!.artistCredit}`}</title>
          {n === active && (
            <path d={`M0 0L${at(-x)} ${at(-y)}`} stroke="var(--compare)" strokeWidth={1.5} strokeDasharray="3 3" />
          )}
          <circle
            r={n === active ? DOT + 2 : DOT}
            fill={n === active ? 'var(--compare)' : 'var(--surface)'}
            stroke="var(--compare)"
            strokeWidth={1.75}
          />
          <text
            textAnchor="middle"
            dy="0.36em"
            fontSize={12}
            fontWeight={600}
            fill={n === active ? 'var(--surface)' : 'var(--ink)'}
          >
            {n + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}
