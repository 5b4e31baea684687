export { createGpuScaler } from './scaler.ts';
export type { GpuOutcome, GpuScaler, GpuScalerDeps } from './scaler.ts';
export type { GpuStatus } from './plan.ts';
