import type { V1ContainerStateTerminated, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** What keeps a pod from running, in a sentence. */
export interface PodTrouble {
  readonly kind: 'disk full' | 'image' | 'config' | 'crash' | 'unschedulable';
  readonly says: string;
}

/** The worst trouble among these pods; undefined when none has any (a pod that is only starting has none). */
export function podTrouble(pods: readonly V1Pod[]): PodTrouble | undefined {
  const troubles = pods.filter(isWanted).flatMap(troublesOf);
  return order.flatMap((kind) => troubles.find((trouble) => trouble.kind === kind) ?? []).at(0);
}

/** The last words of a pod that ended in failure: its termination message, or the end of its log. */
export function lastWords(pods: readonly V1Pod[]): string | undefined {
  return pods.flatMap((pod) => containersOf(pod).flatMap((status) => wordsOf(status) ?? [])).at(-1);
}

/** The text with a full stop, unless it ends as a sentence does. */
export function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

const order: readonly PodTrouble['kind'][] = ['disk full', 'image', 'config', 'crash', 'unschedulable'];

function isWanted({ metadata, status }: V1Pod): boolean {
  return metadata?.deletionTimestamp === undefined && status?.phase !== 'Succeeded';
}

function troublesOf(pod: V1Pod): PodTrouble[] {
  const name = pod.metadata?.name ?? '';
  const ofContainers = containersOf(pod).flatMap((status) => containerTrouble(name, status) ?? []);
  const unplaced = pod.status?.conditions?.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (unplaced?.status !== 'False') return ofContainers;
  const says = sentence(`Pod ${name} cannot be placed on a node: ${shorten(unplaced.message)}`);
  return [...ofContainers, { kind: 'unschedulable', says }];
}

function containerTrouble(pod: string, status: V1ContainerStatus): PodTrouble | undefined {
  const words = wordsOf(status);
  const { reason = '', message } = status.state?.waiting ?? {};
  const full = fullOf(status);
  if (full !== undefined) return { kind: 'disk full', says: sentence(`Pod ${pod} ended: ${full}`) };
  if (IMAGE_REASONS.has(reason)) {
    return { kind: 'image', says: `Pod ${pod} waits for image ${status.image} (${reason}).` };
  }
  if (CONFIG_REASONS.has(reason)) {
    return { kind: 'config', says: sentence(`Pod ${pod} cannot start (${reason}): ${shorten(message)}`) };
  }
  const end = endsOf(status).at(0);
  if (end === undefined || status.ready) return undefined;
  return {
    kind: 'crash',
    says: sentence(`Pod ${pod} keeps ending ${causeOf(end)}${words === undefined ? '' : `: ${words}`}`),
  };
}

function causeOf({ reason, exitCode }: V1ContainerStateTerminated): string {
  return reason === 'OOMKilled' ? 'for want of memory (OOMKilled)' : `with code ${String(exitCode)}`;
}

function containersOf({ status }: V1Pod): V1ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** How it ended in failure, the last time first. */
function endsOf({ lastState, state }: V1ContainerStatus): V1ContainerStateTerminated[] {
  return [state?.terminated, lastState?.terminated].flatMap((end) =>
    end === undefined || end.exitCode === 0 ? [] : [end],
  );
}

/** What it said of a full disk when it ended, in whatever way: a server that is told to stop ends well. */
function fullOf({ lastState, state, ready }: V1ContainerStatus): string | undefined {
  if (ready) return undefined;
  return [state?.terminated, lastState?.terminated]
    .map((end) => shorten(end?.message))
    .find((words) => DISK_FULL.test(words));
}

function wordsOf(status: V1ContainerStatus): string | undefined {
  return endsOf(status)
    .map(({ message }) => shorten(message))
    .find((words) => words !== '');
}

/** The last lines of a message on one line; a condition is read in a terminal. */
function shorten(message = ''): string {
  const lines = message.split('\n').map((line) => line.trim());
  const joined = lines
    .filter((line) => line !== '')
    .slice(-3)
    .join(' / ');
  return joined.length <= LONGEST ? joined : `…${joined.slice(1 - LONGEST)}`;
}

const LONGEST = 400;
const DISK_FULL = /No space left on device|disk full|volume of the database is full/iu;
const IMAGE_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
]);
const CONFIG_REASONS = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);
