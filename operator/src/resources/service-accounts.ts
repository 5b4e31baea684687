import type { V1ServiceAccount } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { components } from './components.ts';
import { metadata } from './metadata.ts';

/**
 * One identity for each component, bound to no role and without a token in its pods: nothing in an installation speaks to the API
 * server. They are apart so that an administrator can give one of them an identity of a cloud, and no other.
 */
export function serviceAccounts(installation: Installation): V1ServiceAccount[] {
  return components(installation).map((component) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(installation, component),
    automountServiceAccountToken: false,
  }));
}
