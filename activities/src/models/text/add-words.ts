import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '../../errors.ts';
import { placeManifest } from '../add-model.ts';
import type { ModelManifest } from '../manifest.ts';
import { placeWhole, sha256Of } from '../place-whole.ts';
import { wordVectors, type TextPart } from './word-vectors.ts';

/**
 * Reads what the words mean to a model's text half, and keeps that beside the audio half: the text half itself is not needed again.
 * The model is another one then, so that tracks are measured anew with it.
 * @throws PermanentError when the model has no embedding, or the files are no text half for it
 */
export async function addWords(manifest: ModelManifest, text: TextPart, into: string): Promise<ModelManifest> {
  const lengths = Object.values(manifest.outputs).flatMap((output) =>
    output.means === 'embedding' ? [output.length] : [],
  );
  if (lengths[0] === undefined) {
    throw new PermanentError(`The model ${manifest.name} gives no embedding that words could be compared with.`, {
      service: 'models',
      remedy: 'Add words to a model such as clap.',
    });
  }
  const content = Buffer.from(`${JSON.stringify(await wordVectors(text, lengths[0]))}\n`);
  const file = `${manifest.name}.words`;
  const textSha256 = sha256Of(text.graph);
  const withWords = { ...manifest, words: { file, sha256: sha256Of(content), textSha256, scale: SCALE } };
  await placeWhole(join(into, file), (part) => writeFile(part, content));
  await placeManifest(withWords, into);
  return withWords;
}

/** 1/0.07, the temperature that CLIP and CLAP begin their training with. A trained one is sharper; shares are then more even than it would have them. */
const SCALE = 14.285;
