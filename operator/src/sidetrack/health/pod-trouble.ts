import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** What keeps a pod from running, in a sentence. */
export interface PodTrouble {
  readonly kind: 'image' | 'crash' | 'unschedulable' | 'config' | 'disk full';
  readonly says: string;
}

/** The worst trouble among these pods; undefined when none has any (a pod that is only starting has none). */
export function podTrouble(pods: readonly V1Pod[]): PodTrouble | undefined {
  const troubles = pods.filter(isWanted).flatMap(troublesOf);
  return order
    .map((kind) => troubles.find((trouble) => trouble.kind === kind))
    .find((trouble) => trouble !== undefined);
}

/** The last words of a pod that ended in failure: its termination message, or the end of its log. */
export function lastWords(pods: readonly V1Pod[]): string | undefined {
  const ended = pods.flatMap((pod) => statusesOf(pod).flatMap((status) => terminationsOf(status)));
  return ended.map(({ message }) => shorten(message)).findLast((words) => words !== '');
}

const order: readonly PodTrouble['kind'][] = ['disk full', 'image', 'config', 'crash', 'unschedulable'];

function isWanted({ metadata, status }: V1Pod): boolean {
  return metadata?.deletionTimestamp === undefined && status?.phase !== 'Succeeded';
}

function troublesOf(pod: V1Pod): PodTrouble[] {
  const name = pod.metadata?.name ?? '';
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status, reason }) => type === 'PodScheduled' && status === 'False' && reason === 'Unschedulable',
  );
  const waiting = statusesOf(pod).flatMap((status) => waitingTrouble(name, status));
  if (unscheduled === undefined) return waiting;
  const says = `Pod ${name} cannot be placed on a node: ${shorten(unscheduled.message)}`;
  return [...waiting, { kind: 'unschedulable', says: sentence(says) }];
}

function waitingTrouble(pod: string, status: V1ContainerStatus): PodTrouble[] {
  const words = terminationsOf(status)
    .map(({ message }) => shorten(message))
    .findLast((said) => said !== '');
  const { reason = '', message } = status.state?.waiting ?? {};
  if (words !== undefined && DISK_FULL.test(words)) {
    return [{ kind: 'disk full', says: sentence(`Pod ${pod} said at its end: ${words}`) }];
  }
  if (IMAGE_REASONS.has(reason)) {
    return [{ kind: 'image', says: sentence(`Pod ${pod} waits for image ${status.image} (${reason})`) }];
  }
  if (CONFIG_REASONS.has(reason)) {
    return [{ kind: 'config', says: sentence(`Pod ${pod} cannot start (${reason}): ${shorten(message)}`) }];
  }
  const exit = status.lastState?.terminated ?? status.state?.terminated;
  const hasCrashed =
    reason === 'CrashLoopBackOff' || (exit !== undefined && exit.exitCode !== 0 && status.ready !== true);
  if (!hasCrashed) return [];
  const cause =
    exit === undefined
      ? ''
      : ` with ${exit.reason === 'OOMKilled' ? 'too little memory (OOMKilled)' : `code ${String(exit.exitCode)}`}`;
  return [
    { kind: 'crash', says: sentence(`Pod ${pod} keeps ending${cause}${words === undefined ? '' : `: ${words}`}`) },
  ];
}

function statusesOf(pod: V1Pod): V1ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

function terminationsOf({ lastState, state }: V1ContainerStatus) {
  return [lastState?.terminated, state?.terminated]
    .filter((ended) => ended !== undefined && ended.exitCode !== 0)
    .map((ended) => ended!);
}

/** The last lines of a message on one line; a condition is read in a terminal. */
function shorten(message: string | undefined): string {
  const lines = (message ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const joined = lines.slice(-3).join(' / ');
  return joined.length <= LONGEST ? joined : `…${joined.slice(1 - LONGEST)}`;
}

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

const LONGEST = 400;
const DISK_FULL = /No space left on device|disk full/iu;
const IMAGE_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
]);
const CONFIG_REASONS = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);
