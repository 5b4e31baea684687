import { appendFileSync } from 'node:fs';

/** What a right in RBAC is about. */
export interface RecordedCall {
  verb: string;
  group: string;
  /** With its subresource: sidetracks/status. */
  resource: string;
  /** False where the request was for all namespaces. */
  namespaced: boolean;
}

/** Writes each different call once, as a JSON line, so that the rights in the chart can be compared with the calls made. */
export function callRecorder(file: string | undefined): (call: RecordedCall) => void {
  if (file === undefined || file === '') return () => undefined;
  const seen = new Set<string>();
  return (call) => {
    const line = JSON.stringify(call);
    if (seen.has(line)) return;
    seen.add(line);
    appendFileSync(file, `${line}\n`);
  };
}
