import { readFile } from 'node:fs/promises';
import { findModel } from './find-models.ts';
import type { Provider } from './providers.ts';
import { loadRuntime, openFirst, providerFacts, providersToTry, sessionOptions } from './providers.ts';

export interface FoundProvider {
  /** Where models run. */
  readonly provider: Provider;
  /** Why not where they were wanted; null where all is as wanted. */
  readonly fallback: string | null;
  /** Version of ONNX Runtime. */
  readonly version: string;
  /** What this build of ONNX Runtime can name. */
  readonly listed: readonly string[];
}

/** Where models run on this machine, found by opening one. */
export async function findProvider(wanted: 'auto' | Provider): Promise<FoundProvider> {
  const runtime = await loadRuntime();
  const facts = providerFacts(runtime);
  const model = await readFile((await findModel('musicnn-msd')).path);
  const { session, provider, fallback } = await openFirst(providersToTry(wanted, facts), (each) =>
    runtime.InferenceSession.create(model, sessionOptions(each)),
  );
  await session.release();
  return { provider, fallback, version: runtime.env.versions.node ?? 'unknown', listed: facts.listed };
}
