export { placeNew } from './place.ts';
export { ANNOUNCED_MOVE, needsRefit, refit, REFIT_SHARE } from './update.ts';
export { MAP_PARAMETERS } from './layout.ts';
export type { Knn, UmapInput } from './umap/index.ts';
export { kernelsSupported, layOutUmap, layOutUmapJs, umapBytes } from './umap/index.ts';
export type { Point } from './point.ts';
export { weekPosition, type WeekPosition } from './week-position.ts';
