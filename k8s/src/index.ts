export { startControlPlane, type ControlPlane, type ControlPlaneOptions } from './control-plane/start.ts';
export type { ComponentName } from './control-plane/components.ts';
export { kubectl, KubectlError, type Kubectl } from './control-plane/kubectl.ts';
export { ClusterError, until } from './control-plane/ready.ts';
export { ensurePrograms, isCached, ProgramError, type Step } from './programs/ensure.ts';
export { kubernetesFolder } from './programs/kubernetes-folder.ts';
export type { ProgramName } from './programs/recipes.ts';
export { PROBE_IMAGE, startNode, type NodeOptions, type StartedNode } from './node/start.ts';
export { attachNode, type Attachment, type TestNode } from './node/attach.ts';
