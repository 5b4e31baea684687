import type { FlowTrack } from '../text/playlist-text.ts';

/** A track on the common time axis, in per cent of the whole. */
export interface FlowSlot {
  readonly start: number;
  readonly width: number;
  readonly middle: number;
  /** Its length is not known: the median of the others stands for it. */
  readonly assumed: boolean;
}

/** The places of tracks on a time axis, each as wide as it is long. Without any known length all are equally wide. */
export function flowSlots(tracks: readonly Pick<FlowTrack, 'durationSeconds'>[]): FlowSlot[] {
  const known = tracks.flatMap(({ durationSeconds }) => (durationSeconds === null ? [] : [durationSeconds]));
  const median = known.toSorted((a, b) => a - b)[Math.floor(known.length / 2)] ?? 1;
  const lengths = tracks.map(({ durationSeconds }) => Math.max(durationSeconds ?? median, 1));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  return lengths.map((length, index) => {
    const start = (before / total) * 100;
    const width = (length / total) * 100;
    before += length;
    return { start, width, middle: start + width / 2, assumed: tracks[index]?.durationSeconds === null };
  });
}

/** Neighbours that both have a value: where a line may be drawn. Over what is not known there is none. */
export function knownPairs(values: readonly (number | null)[]): readonly (readonly [from: number, to: number])[] {
  return values.flatMap((value, index) =>
    index > 0 && value !== null && values[index - 1] !== null ? [[index - 1, index] as const] : [],
  );
}

/**
 * Which names can stand over their tracks without lying on one another: from the left, each that is far enough from the one
 * before; the track that is pointed at comes first. The places of what has no name count no less, and give way to names.
 * @param apart in per cent of the axis
 */
export function namesApart(
  names: readonly (string | null)[],
  slots: readonly FlowSlot[],
  { active, apart }: { active: number | null; apart: number },
): ReadonlySet<number> {
  const importance = (index: number) => (index === active ? 0 : names[index] === null ? 2 : 1);
  const inTurn = names.map((_, index) => index).toSorted((a, b) => importance(a) - importance(b) || a - b);
  const shown: number[] = [];
  const middle = (index: number) => slots[index]?.middle ?? 0;
  for (const index of inTurn)
    if (shown.every((other) => Math.abs(middle(other) - middle(index)) >= apart)) shown.push(index);
  return new Set(shown);
}

/** Height of a value between the bottom and the top of a lane, in pixels from above. */
export function laneY(
  value: number,
  [low, high]: readonly [number, number],
  lane: { top: number; height: number },
): number {
  const share = high === low ? 0.5 : (value - low) / (high - low);
  return Math.round((lane.top + lane.height * (1 - Math.min(Math.max(share, 0), 1))) * 100) / 100;
}
