import type { Vector } from '../maths/vectors.ts';
import { alignTo, medianMove } from './align.ts';
import { FEWEST_FOR_UMAP, layOut, type LayoutOptions } from './layout.ts';
import { placeNew } from './place.ts';
import type { Point } from './point.ts';

/** Refit once more than this share of the tracks is new or has changed since the last fit. */
export const REFIT_SHARE = 0.2;
/** A refit that moves the median shared track by more than this share of the map's width is to be announced. */
export const ANNOUNCED_MOVE = 0.1;

/** Whether a map of `now` tracks can keep the fit of which `kept` are still as they were. */
export function needsRefit({ fitted, kept, now }: { fitted: number; kept: number; now: number }): boolean {
  const otherMethod = fitted < FEWEST_FOR_UMAP !== now < FEWEST_FOR_UMAP;
  return fitted === 0 || kept === 0 || otherMethod || now < FEWEST_FOR_UMAP || (now - kept) / now > REFIT_SHARE;
}

/**
 * A fresh fit that stays as near as it can to an earlier map: it starts from the old coordinates (new tracks among their
 * neighbours) and is aligned to them. `before` holds each track's earlier place, null for a new one. Gives the points, in
 * the order of the vectors, and how far the median shared track moved, as a share of the earlier map's width.
 */
export async function refit(
  vectors: readonly Vector[],
  before: readonly (Point | null)[],
  { threads, onProgress }: Omit<LayoutOptions, 'start'> = {},
): Promise<{ points: Point[]; moved: number }> {
  const shared = before.flatMap((place, index) => (place === null ? [] : [{ index, before: place }]));
  const start =
    shared.length < FEWEST_FOR_UMAP ? undefined : await placeNew(vectors, before, { threads, roughly: true });
  const aligned = alignTo(await layOut(vectors, { start, threads, onProgress }), shared);
  return { points: aligned, moved: medianMove(aligned, shared) };
}
