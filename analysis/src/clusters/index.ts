export { hdbscan, type Clusters, type HdbscanOptions } from './hdbscan.ts';
