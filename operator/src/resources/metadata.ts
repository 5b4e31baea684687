import type { V1ObjectMeta } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';

/** Name, namespace and labels of a component's child; the name is `<installation>-<component>` unless given. */
export function metadata(
  installation: Installation,
  component: string,
  name: string = installation.childName(component),
): V1ObjectMeta {
  return { name, namespace: installation.namespace, labels: installation.labels(component) };
}
