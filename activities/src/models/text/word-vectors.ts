import type { InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import { PermanentError } from '../../errors.ts';
import { loadRuntime, sessionOptions } from '../providers.ts';
import { bytePairTokenizer } from './byte-pairs.ts';
import { WORD_GROUPS } from './word-groups.ts';

/** The text half of a model: an ONNX file that turns numbers of word pieces into a vector, and the tokenizer's two files. */
export interface TextPart {
  readonly graph: Uint8Array;
  /** vocab.json */
  readonly vocabulary: string;
  /** merges.txt */
  readonly merges: string;
}

/** The file of a model's words: what each word looks like in the space of its embeddings, at length 1. */
export const wordFileSchema = z.strictObject({
  words: z.array(z.strictObject({ group: z.string(), word: z.string(), vector: z.array(z.number()).min(1) })).min(1),
});
export type WordFile = z.output<typeof wordFileSchema>;

/**
 * The words of WORD_GROUPS as vectors of the text half.
 * @param length of the vectors, that of the audio half's embedding
 * @throws PermanentError when the files are no text half of that length
 */
export async function wordVectors(text: TextPart, length: number): Promise<WordFile> {
  const tokenizer = tokenizerOf(text);
  const { InferenceSession, Tensor } = await loadRuntime();
  const session = await InferenceSession.create(text.graph, sessionOptions('cpu')).catch((cause: unknown) => {
    throw refused('is no ONNX model that can be run here', cause);
  });
  const integers = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const words: WordFile['words'] = [];
  for (const { group, prompt, words: named } of WORD_GROUPS) {
    for (const word of named) {
      const ids = tokenizer(prompt(word));
      const inputs = { input_ids: integers(ids), attention_mask: integers(ids.map(() => 1)) };
      const taken = Object.entries(inputs).filter(([name]) => session.inputNames.includes(name));
      const outputs = await session.run(Object.fromEntries(taken)).catch((cause: unknown) => {
        throw refused('does not run on input_ids and attention_mask', cause);
      });
      words.push({ group, word, vector: vectorOf(outputs, length) });
    }
  }
  await session.release();
  return { words };
}

function tokenizerOf({ vocabulary, merges }: TextPart) {
  const parsed = z.record(z.string(), z.int()).safeParse(jsonOf(vocabulary));
  if (!parsed.success) throw refused('comes with a vocabulary that is no vocab.json of pieces and numbers');
  try {
    return bytePairTokenizer(parsed.data, merges.split('\n'));
  } catch (cause) {
    throw refused('comes with a vocabulary that is not RoBERTa’s', cause);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The output that is as long as the embedding, at length 1. */
function vectorOf(outputs: InferenceSession.ReturnType, length: number): number[] {
  const found = Object.values(outputs).find(
    ({ data, dims }) => data instanceof Float32Array && dims.at(-1) === length && data.length === length,
  );
  const norm = found === undefined ? 0 : Math.hypot(...(found.data as Float32Array));
  if (found === undefined || !(norm > 0) || !Number.isFinite(norm))
    throw refused(`gives no vector of ${length} values`);
  return Array.from(found.data as Float32Array, (value) => Number((value / norm).toPrecision(7)));
}

function refused(why: string, cause?: unknown): PermanentError {
  return new PermanentError(`The text half ${why}.`, {
    service: 'models',
    remedy: 'Export it as docs/models.md describes.',
    cause,
  });
}
