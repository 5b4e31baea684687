import type { LineSvgProps } from '@nivo/line';
import { useResolvedColors } from './resolved-colors.ts';

const NAMES = ['ink', 'ink-soft', 'ink-faint', 'line', 'surface', 'accent', 'compare', 'baseline'] as const;

export type ChartColors = Readonly<Record<(typeof NAMES)[number], string>>;

const EXPRESSIONS = NAMES.map((name) => `var(--${name})`);

/** One look for every nivo chart, in the colours of the theme that is on; null until hydration. */
export function useChartLook(): { theme: NonNullable<LineSvgProps<never>['theme']>; colors: ChartColors } | null {
  const resolved = useResolvedColors(EXPRESSIONS);
  if (resolved === null) return null;
  const colors = Object.fromEntries(NAMES.map((name, index) => [name, resolved[index] ?? ''])) as ChartColors;
  const text = { fontFamily: 'inherit', fontSize: 12, fill: colors['ink-faint'] };
  return {
    colors,
    theme: {
      background: 'transparent',
      text,
      axis: { ticks: { line: { stroke: 'transparent' }, text }, domain: { line: { stroke: 'transparent' } } },
      grid: { line: { stroke: colors.line, strokeWidth: 1 } },
      crosshair: { line: { stroke: colors['ink-faint'], strokeWidth: 1, strokeDasharray: '3 3' } },
      tooltip: { container: { background: 'transparent', boxShadow: 'none', padding: 0 } },
    },
  };
}
