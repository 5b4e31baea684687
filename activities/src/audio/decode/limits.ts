/** What a process that works on somebody's file may take before it is ended. */
export interface Limits {
  timeoutSeconds: number;
  /** Resident memory (Linux; elsewhere only the time is limited). */
  memoryBytes: number;
}
