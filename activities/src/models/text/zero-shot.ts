import { readFile } from 'node:fs/promises';
import { PermanentError } from '../../errors.ts';
import { sha256Of } from '../place-whole.ts';
import { wordFileSchema, type WordFile } from './word-vectors.ts';

/** Gives each word's share of its group for an embedding; empty for silence, whose embedding may have no direction. */
export type ZeroShot = (embedding: readonly number[]) => Record<string, number>;

/**
 * Zero-shot classification as CLIP and CLAP have it: cosines between a track's embedding and the words' vectors, sharpened by
 * `scale` and made shares of each group by softmax.
 */
export function zeroShot({ words }: WordFile, scale: number): ZeroShot {
  const groups = Map.groupBy(words, ({ group }) => group);
  return (embedding) => {
    const norm = Math.hypot(...embedding);
    if (!(norm > 0)) return {};
    const shares = [...groups.values()].flatMap((group) => {
      const cosines = group.map(
        ({ vector }) => vector.reduce((sum, value, i) => sum + value * embedding[i]!, 0) / norm,
      );
      const most = Math.max(...cosines);
      const weights = cosines.map((cosine) => Math.exp(scale * (cosine - most)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return group.map(({ word }, i) => [word, weights[i]! / total] as const);
    });
    return Object.fromEntries(shares);
  };
}

/** @throws PermanentError when the file is missing or is not the one that the manifest names */
export async function readWords(path: string, { model, sha256 }: { model: string; sha256: string }): Promise<WordFile> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw broken(model, 'is missing', cause);
  });
  if (sha256Of(bytes) !== sha256) throw broken(model, 'is damaged');
  return wordFileSchema.parse(JSON.parse(bytes.toString('utf8')));
}

function broken(model: string, what: string, cause?: unknown): PermanentError {
  return new PermanentError(`The file of words of the model ${model} ${what}.`, {
    service: 'models',
    remedy: `Add the model anew with \`sidetrack models add ${model} FILE --text FILE --vocabulary FILE --merges FILE\`.`,
    cause,
  });
}
