import { loadModel } from '../models/load-model.ts';

export interface MusicnnResult {
  /** Probability of each of the model's 50 tags, mean over patches of 3 s. */
  tags: Record<string, number>;
  /** The layer before the last, 200 values, mean over patches. */
  embedding: number[];
}

export interface Musicnn {
  name: string;
  sha256: string;
  /** @param mono 16 kHz */
  run(mono: Float32Array): Promise<MusicnnResult>;
}

/**
 * Loads musicnn (Pons and Serra, 2019; the Million Song Dataset weights) on one thread.
 * @throws PermanentError when the file is missing or is not the one that its manifest names
 */
export async function loadMusicnn(name = 'musicnn-msd'): Promise<Musicnn> {
  const model = await loadModel(name);
  return {
    name: model.name,
    sha256: model.sha256,
    async run(mono) {
      const run = model.start();
      await run.push(mono);
      return await run.finish();
    },
  };
}
