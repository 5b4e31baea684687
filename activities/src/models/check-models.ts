import { dirname, join } from 'node:path';
import { findModels, type FoundModel } from './find-models.ts';
import { sha256OfFile } from './place-whole.ts';

export type ModelState = 'whole' | 'damaged' | 'missing';

/** Whether each model's file (and that of its words) is there and has the SHA-256 that its manifest names. */
export async function checkModels(added?: string): Promise<(FoundModel & { state: ModelState })[]> {
  return Promise.all(
    (await findModels(added)).map(async (model) => {
      const { sha256, words } = model.manifest;
      const files = [{ path: model.path, sha256 }];
      if (words !== undefined) files.push({ path: join(dirname(model.path), words.file), sha256: words.sha256 });
      const found = await Promise.all(files.map(({ path }) => sha256OfFile(path)));
      const state = found.includes(undefined)
        ? 'missing'
        : files.every((file, i) => file.sha256 === found[i])
          ? 'whole'
          : 'damaged';
      return { ...model, state } as const;
    }),
  );
}
