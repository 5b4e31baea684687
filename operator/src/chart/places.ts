import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
export const chartFolder = join(root, 'charts', 'sidetrack');
/** Where the generated CRDs are, and where the chart has its copies: helm reads nothing outside a chart. */
export const crdFolder = join(root, 'k8s', 'crds');
export const chartCrdFolder = join(chartFolder, 'files', 'crds');
