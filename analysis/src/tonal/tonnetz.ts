/** Tonal centroids (Harte, Sandler and Gasser, 2006) as `librosa.feature.tonnetz` gives them. */

const SCALES = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3];

/** Six coordinates (fifths, minor thirds, major thirds) of 12 chroma values that sum to one, or of a mean of such. */
export function tonnetz(unitChroma: readonly number[]): number[] {
  return SCALES.map((scale, dimension) => {
    const phase = dimension % 2 === 0 ? 0.5 : 0;
    const sum = unitChroma.reduce(
      (total, value, pitch) => total + value * Math.cos(Math.PI * (scale * pitch - phase)),
      0,
    );
    return dimension < 4 ? sum : sum / 2;
  });
}
