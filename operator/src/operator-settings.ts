/** The operator process's own settings, from SIDETRACK_OPERATOR_* and SIDETRACK_WATCH_NAMESPACES. */
export interface OperatorSettings {
  /** Where the leader's Lease is. */
  namespace: string;
  /** Namespaces to watch; none means all of the cluster. */
  watchNamespaces: readonly string[];
  /** Address of an installation's API, with {name} and {namespace}. */
  apiUrl: string;
  /** This operator's version, the image tag of installations that name none. */
  version: string;
  /** Metrics and probes. */
  port: number;
}
