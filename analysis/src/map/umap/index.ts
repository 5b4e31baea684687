export type { Knn } from './fuzzy-graph.ts';
export type { UmapInput } from './input.ts';
export { layOutUmap, umapBytes } from './lay-out-umap.ts';
export { layOutUmapJs } from './lay-out-umap-js.ts';
export { kernelsSupported } from './supported.ts';
