export * from './types.ts';
export { ApiError, NotLeadingError } from './errors.ts';
export { ownedBy, refOf } from './render.ts';
