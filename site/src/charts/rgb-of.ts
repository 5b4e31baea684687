import type { Rgb } from './paint-points.ts';

/** Red, green and blue, 0 to 255, of CSS colours in whatever notation the browser computes them. */
export function rgbOf(colors: readonly string[]): Rgb[] {
  const context = new OffscreenCanvas(Math.max(colors.length, 1), 1).getContext('2d', { willReadFrequently: true });
  if (context === null) return colors.map(() => [127, 127, 127]);
  for (const [index, color] of colors.entries()) {
    context.fillStyle = color;
    context.fillRect(index, 0, 1, 1);
  }
  const { data } = context.getImageData(0, 0, Math.max(colors.length, 1), 1);
  return colors.map((_, index) => [data[4 * index] ?? 0, data[4 * index + 1] ?? 0, data[4 * index + 2] ?? 0]);
}
