import type { PlayBar } from '../text/plays-text.ts';

/** Plays over time as bars, drawn the same by the server and here. Decoration: a sentence and a table say the same. */
export function PlayBars({ bars, names }: { bars: readonly PlayBar[]; names: readonly string[] }) {
  const most = Math.max(1, ...bars.map(({ plays }) => plays));
  const width = 100 / bars.length;
  return (
    <svg className="block h-28 w-full" aria-hidden="true">
      <line x1="0" x2="100%" y1="100%" y2="100%" stroke="var(--line)" strokeWidth="2" />
      {bars.map(({ from, plays }, index) => (
        <g key={from}>
          <rect
            x={`${(index * width + width * 0.1).toFixed(3)}%`}
            width={`${(width * 0.8).toFixed(3)}%`}
            y={`${(100 - (96 * plays) / most).toFixed(2)}%`}
            height={`${((96 * plays) / most).toFixed(2)}%`}
            rx="1.5"
            fill="var(--accent)"
          />
          <rect x={`${(index * width).toFixed(3)}%`} width={`${width.toFixed(3)}%`} height="100%" fill="transparent">
            <title>{names[index]}</title>
          </rect>
        </g>
      ))}
    </svg>
  );
}
