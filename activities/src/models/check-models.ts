import { findModels, type FoundModel } from './find-models.ts';
import { sha256OfFile } from './place-whole.ts';

export type ModelState = 'whole' | 'damaged' | 'missing';

/** Whether each model's file is there and has the SHA-256 that its manifest names. */
export async function checkModels(added?: string): Promise<(FoundModel & { state: ModelState })[]> {
  return Promise.all(
    (await findModels(added)).map(async (model) => {
      const found = await sha256OfFile(model.path);
      const state = found === undefined ? 'missing' : found === model.manifest.sha256 ? 'whole' : 'damaged';
      return { ...model, state } as const;
    }),
  );
}
