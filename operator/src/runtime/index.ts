export * from './types.ts';
export { ApiError, NotLeadingError } from './errors.ts';
export { refOf } from './render.ts';
