import type { InferenceSession } from 'onnxruntime-node';
import type { Patch } from './front-ends/front-end.ts';
import type { ModelAnswer } from './load-model.ts';
import type { ModelManifest, OutputMeaning } from './manifest.ts';

type Activation = 'none' | 'sigmoid' | 'clip';

const activations: Record<Activation, (value: number) => number> = {
  none: (value) => value,
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  clip: (value) => Math.min(1, Math.max(0, value)),
};

export interface Means {
  /** The outputs of a batch of patches of one length. */
  add(outputs: InferenceSession.ReturnType, patches: readonly Patch[]): void;
  answer(): ModelAnswer;
}

/** Means of outputs over patches, which weigh by their lengths. */
export function createMeans(outputs: ModelManifest['outputs']): Means {
  const sums = Object.entries(outputs).map(([output, meaning]) => {
    const columns = columnsOf(meaning);
    return { output, meaning, columns, values: new Float64Array(columns.length) };
  });
  let weight = 0;
  return {
    add(results, patches) {
      const { length } = patches[0]!;
      weight += length * patches.length;
      for (const { output, columns, values } of sums) {
        const rows = results[output]?.data;
        if (!(rows instanceof Float32Array) || rows.length !== values.length * patches.length)
          throw new TypeError(`The model answered ${output} with another shape than its manifest says.`);
        for (let i = 0; i < rows.length; i++) {
          const column = i % values.length;
          values[column]! += length * activations[columns[column]!.activation](rows[i]!);
        }
      }
    },
    answer() {
      const embeddings = sums.filter(({ meaning }) => meaning.means === 'embedding');
      const named = sums.filter(({ meaning }) => meaning.means !== 'embedding');
      return {
        embedding: embeddings.flatMap(({ values }) => Array.from(values, (sum) => sum / weight)),
        tags: Object.fromEntries(
          named.flatMap(({ columns, values }) => columns.map(({ name }, i) => [name, values[i]! / weight] as const)),
        ),
      };
    },
  };
}

interface Column {
  name: string;
  activation: Activation;
}

function columnsOf(meaning: OutputMeaning): Column[] {
  switch (meaning.means) {
    case 'embedding':
      return Array.from({ length: meaning.length }, (_, i) => ({ name: String(i), activation: 'none' }));
    case 'tags':
      return meaning.labels.map((name) => ({ name, activation: meaning.activation }));
    case 'axes':
      return meaning.axes;
    case 'stems':
      return [];
  }
}
