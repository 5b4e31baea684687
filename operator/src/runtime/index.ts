export * from './types.ts';
export { ApiError, NotLeadingError } from './errors.ts';
export { ownedBy, refOf } from './render.ts';
export { startOperator, type OperatorOptions, type RunningOperator } from './operator.ts';
