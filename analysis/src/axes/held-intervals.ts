import { studentQuantile90 } from '../maths/student-t.ts';
import { AXES, type Axis } from './axis.ts';
import { familyOf } from './error-model.ts';
import type { Evidence, TrackEvidence } from './evidence.ts';
import { fitVariances, type FittedVariances } from './fit-variances.ts';
import { fuse, Z80 } from './fuse.ts';
import { collectEvidence } from './score-track.ts';

/** The share of 80 % intervals that held on tracks that were not used for fitting. */
export interface Held {
  tracks: number;
  share: number;
}

const FOLDS = 5;

/**
 * How often a source's 80 % interval and that of all other families together are as far apart as they say, by source and axis. Each
 * fifth of the tracks is judged with variances that were fitted on the other four. Nobody knows the truth of real music: where
 * two sources that have nothing in common differ as much as both say they err, both intervals hold, unless both err alike.
 */
export function heldIntervals(tracks: readonly TrackEvidence[]): Record<string, Partial<Record<Axis, Held>>> {
  const hits = new Map<string, Map<Axis, boolean[]>>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted = fitVariances(tracks.filter((_, i) => i % FOLDS !== fold));
    const judged = tracks.filter((_, i) => i % FOLDS === fold).flatMap((track) => judge(track, fitted));
    for (const { source, axis, holds } of judged) {
      const byAxis = hits.get(source) ?? new Map<Axis, boolean[]>();
      byAxis.set(axis, [...(byAxis.get(axis) ?? []), holds]);
      hits.set(source, byAxis);
    }
  }
  const sorted = [...hits].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([source, byAxis]) => [
      source,
      Object.fromEntries(
        AXES.flatMap((axis) => {
          const held = byAxis.get(axis);
          if (held === undefined) return [];
          const share = held.filter(Boolean).length / held.length;
          return [[axis, { tracks: held.length, share: Number(share.toFixed(3)) }]];
        }),
      ),
    ]),
  );
}

interface Judged {
  source: string;
  axis: Axis;
  holds: boolean;
}

function judge(track: TrackEvidence, fitted: FittedVariances): Judged[] {
  const varianceOf = (source: string, axis: Axis) => fitted.variances[source]?.[axis] ?? fitted.greatest;
  const said = collectEvidence(track, varianceOf);
  return said.flatMap((one): Judged[] => {
    const others = said.filter(({ axis, group }) => axis === one.axis && familyOf(group) !== familyOf(one.group));
    const together = fuse(others, fitted);
    if (together === null || fitted.variances[one.source]?.[one.axis] === undefined) return [];
    return [{ source: one.source, axis: one.axis, holds: isAsFarAsSaid(one, together, fitted.tailFreedom) }];
  });
}

function isAsFarAsSaid(
  one: Evidence,
  together: { value: number; low: number; high: number },
  freedom: number,
): boolean {
  const [value, low, high] = [together.value, together.low, together.high].map((share) =>
    Math.log(share / (1 - share)),
  );
  const others = (high! - low!) / (2 * Z80);
  const quantile = studentQuantile90(freedom);
  return Math.abs(one.logOdds - value!) <= Math.hypot(quantile * Math.sqrt(one.variance), Z80 * others);
}
