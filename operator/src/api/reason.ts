/** Why a condition is as it is: one row of the tables of conditions. docs/kubernetes-reference.md is made from them. */
export interface Reason {
  status: 'True' | 'False' | 'Unknown';
  /** One sentence: what is so. */
  says: string;
  /** One or two sentences: what to do; null when there is nothing to do. */
  remedy: string | null;
}

/** The remedy of what ends by itself. */
export const wait = 'Wait: the operator goes on by itself.';
