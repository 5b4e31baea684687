export * from './identity/index.ts';
export * from './axes/index.ts';
export * from './weeks/index.ts';
export * from './signal/index.ts';
export * from './front-ends/index.ts';
export * from './spaces/index.ts';
export * from './map/index.ts';
export { weightedMean } from './maths/vectors.ts';
