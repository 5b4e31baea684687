import type { Vector } from '../maths/vectors.ts';

/** The audio space: an embedding model's dimensions, each brought to mean 0 and standard deviation 1 over the fitted tracks. */
export interface AudioSpace {
  mean: number[];
  /** 1 / standard deviation; 0 for a dimension that never varies, so that it says nothing. */
  scale: number[];
}

/** Fits the space to embeddings of one length, a row a track. An empty list gives an empty space. */
export function fitAudioSpace(embeddings: readonly Vector[]): AudioSpace {
  const size = embeddings[0]?.length ?? 0;
  const count = embeddings.length;
  const mean = Array.from({ length: size }, (_, i) => embeddings.reduce((sum, row) => sum + row[i]!, 0) / count);
  const scale = mean.map((centre, i) => {
    const deviation = Math.sqrt(embeddings.reduce((sum, row) => sum + (row[i]! - centre) ** 2, 0) / count);
    return deviation > NEGLIGIBLE * Math.max(1, Math.abs(centre)) ? 1 / deviation : 0;
  });
  return { mean, scale };
}

/** Where an embedding lies in the space. */
export function inAudioSpace({ mean, scale }: AudioSpace, embedding: Vector): number[] {
  return mean.map((centre, i) => (embedding[i]! - centre) * scale[i]!);
}

const NEGLIGIBLE = 1e-9;
