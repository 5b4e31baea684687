import { parseSideTrackSpec } from '../api/index.ts';
import type { SideTrackSpecInput } from '../api/index.ts';
import { installationOf } from '../sidetrack/installation.ts';
import type { Installation, Neighbours } from '../sidetrack/installation.ts';

const everyNeighbour: Neighbours = { cnpg: true, serviceMonitor: true, kueue: true, certManager: true };

/** An installation named `music` in namespace `home`, all of it embedded unless the spec says otherwise. */
export function sampleInstallation(
  spec: Partial<SideTrackSpecInput> = {},
  { namespace = 'home', has = everyNeighbour }: { namespace?: string; has?: Neighbours } = {},
): Installation {
  const input: SideTrackSpecInput = { database: { embedded: {} }, temporal: { embedded: {} }, ...spec };
  const metadata = {
    name: 'music',
    namespace,
    uid: 'c0ffee00-0000-4000-8000-000000000001',
    generation: 1,
    resourceVersion: '1',
  };
  return installationOf(
    { apiVersion: 'sidetrack.network/v1alpha1', kind: 'SideTrack', metadata, spec: input },
    parseSideTrackSpec(input),
    { version: '0.2.0', operatorVersion: '0.2.0', has },
  );
}

/** `00…`, `01…`, `02…`: another one at each call, and the same ones in each test. */
export function countingHex(): (bytes: number) => string {
  let calls = 0;
  return (bytes) => (calls++).toString(16).padStart(2, '0').repeat(bytes);
}
