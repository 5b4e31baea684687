import type { Cluster, Log, Watched } from './runtime/index.ts';
import type { OperatorSettings } from './operator-settings.ts';

/** What every controller of this operator is made from. */
export interface Deps {
  cluster: Cluster;
  watched: Watched;
  clock: () => Date;
  /** [0, 1) */
  random: () => number;
  logger: Log;
  settings: OperatorSettings;
}
