export type { FoundModel } from './find-models.ts';
export { findModel, findModels } from './find-models.ts';
export type { EmbeddingModel, ModelAnswer, ModelRun } from './load-model.ts';
export { loadModel } from './load-model.ts';
export type { ModelManifest } from './manifest.ts';
export type { ModelOptions } from './open-model.ts';
