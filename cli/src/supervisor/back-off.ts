/** How long to wait before a child that died is started again. */
export interface BackOff {
  /** @param ranForSeconds how long the run lasted that has just ended */
  nextDelaySeconds(ranForSeconds: number): number;
}

/** Doubles from half a second to half a minute; a run of a minute or more counts as a recovery and begins anew. */
export function createBackOff({ firstSeconds = 0.5, longestSeconds = 30, recoveredAfterSeconds = 60 } = {}): BackOff {
  let failures = 0;
  return {
    nextDelaySeconds(ranForSeconds) {
      if (ranForSeconds >= recoveredAfterSeconds) failures = 0;
      const delay = Math.min(longestSeconds, firstSeconds * 2 ** failures);
      failures += 1;
      return delay;
    },
  };
}
