import type { Vector } from '../maths/vectors.ts';
import type { OnProgress } from '../threads/index.ts';
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
 * neighbours) and is aligned to them. Where that moved the median shared track so far that the listener has to learn the map anew, the
 * old coordinates were of no use: then it starts from nothing, and is aligned. `before` holds each track's earlier place, null
 * for a new one. Gives the points, in the order of the vectors, and how far the median shared track moved, as a share of the earlier
 * map's width.
 */
export async function refit(
  vectors: readonly Vector[],
  before: readonly (Point | null)[],
  { threads, onProgress }: Omit<LayoutOptions, 'start'> = {},
): Promise<{ points: Point[]; moved: number }> {
  const shared = before.flatMap((place, index) => (place === null ? [] : [{ index, before: place }]));
  const how = { threads, onProgress: onProgress && onlyForward(onProgress) };
  if (shared.length >= FEWEST_FOR_UMAP) {
    const start = await placeNew(vectors, before, { threads, roughly: true });
    const mended = aligned(await layOut(vectors, { ...how, start }), shared);
    if (mended.moved <= ANNOUNCED_MOVE) return mended;
  }
  return aligned(await layOut(vectors, how), shared);
}

function aligned(points: readonly Point[], shared: readonly { index: number; before: Point }[]) {
  const turned = alignTo(points, shared);
  return { points: turned, moved: medianMove(turned, shared) };
}

/** A share that is done never falls: where work begins once more it stays. */
function onlyForward(onProgress: OnProgress): OnProgress {
  let most = 0;
  return (share) => onProgress((most = Math.max(most, share)));
}
