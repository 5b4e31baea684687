export const BAR_WIDTH = 1000;
/** What is there is seen, however little of the whole it is. */
const LEAST = 6;
const GAP = 3;

/** Where parts of a whole lie on a bar, side by side with a gap between them. */
export function barSpans(parts: readonly number[], whole: number): { x: number; width: number }[] {
  const room = BAR_WIDTH - GAP * Math.max(0, parts.length - 1);
  const wished = parts.map((part) => Math.max(LEAST, (part / Math.max(1, whole)) * room));
  const scale = room / Math.max(room, sum(wished));
  return wished.map((width, index) => ({
    x: sum(wished.slice(0, index)) * scale + GAP * index,
    width: width * scale,
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
