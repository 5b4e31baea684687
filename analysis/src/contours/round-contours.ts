import type { Contours, MeasuredContours } from './contours.ts';

/** Contours as they are kept: no finer than anyone can see or hear, which makes them a third as large. */
export function roundContours(measured: MeasuredContours | Contours): Contours {
  const { levelDb, spectralCentroidHz, onsetStrength, percussiveRatio, chroma } = measured;
  return {
    levelDb: levelDb.map(to(10)),
    spectralCentroidHz: spectralCentroidHz.map(to(1)),
    onsetStrength: onsetStrength.map(to(100)),
    percussiveRatio: percussiveRatio.map(to(1000)),
    chroma: chroma.map((classes) => classes?.map((value) => to(1000)(value)!) ?? null),
  };
}

const to =
  (steps: number) =>
  (value: number | null): number | null =>
    value === null || !Number.isFinite(value) ? null : Math.round(value * steps) / steps;
