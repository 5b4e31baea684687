export * from './types.ts';
export { ApiError, NotLeadingError } from './errors.ts';
export { controllerReference, refOf } from './render.ts';
