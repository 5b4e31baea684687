import { describe, expect, test } from '@jest/globals';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { lastWords, podTrouble } from './pod-trouble.ts';

function pod(status: Partial<V1ContainerStatus>, more: V1Pod['status'] = {}): V1Pod {
  const container = {
    name: 'api',
    image: 'ghcr.io/sidetrack-network/api:9',
    imageID: '',
    ready: false,
    restartCount: 0,
  };
  return {
    metadata: { name: 'music-api-1' },
    status: { phase: 'Pending', containerStatuses: [{ ...container, ...status }], ...more },
  };
}

describe('what keeps a pod from running', () => {
  test.each<[string, V1Pod, RegExp | undefined]>([
    ['nothing yet', pod({ state: { waiting: { reason: 'ContainerCreating' } } }), undefined],
    ['it runs', pod({ ready: true, state: { running: {} } }), undefined],
    [
      'its image',
      pod({ state: { waiting: { reason: 'ImagePullBackOff' } } }),
      /^Pod music-api-1 waits for image ghcr\.io\/sidetrack-network\/api:9 \(ImagePullBackOff\)\.$/u,
    ],
    [
      'it ends',
      pod({
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, message: 'starting\n\nSIDETRACK_MOOD is no setting.\n' } },
      }),
      /^Pod music-api-1 keeps ending with code 1: starting \/ SIDETRACK_MOOD is no setting\.$/u,
    ],
    [
      'memory',
      pod({
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      }),
      /for want of memory \(OOMKilled\)/u,
    ],
    [
      'a key of a Secret',
      pod({
        state: {
          waiting: { reason: 'CreateContainerConfigError', message: `couldn't find key url in Secret home/database` },
        },
      }),
      /cannot start \(CreateContainerConfigError\): couldn't find key url in Secret home\/database\./u,
    ],
    [
      'a full disk',
      pod({
        lastState: { terminated: { exitCode: 1, message: 'PANIC:  could not write to file: No space left on device' } },
      }),
      /No space left on device/u,
    ],
    [
      'no node',
      pod(
        {},
        {
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
          ],
        },
      ),
      /cannot be placed on a node: 0\/3 nodes are available\./u,
    ],
  ])('%s', (_, given, says) => {
    const trouble = podTrouble([given]);
    if (says === undefined) expect(trouble).toBeUndefined();
    else expect(trouble?.says).toMatch(says);
  });

  test('a pod that is being deleted counts for nothing', () => {
    const gone = pod({ state: { waiting: { reason: 'ImagePullBackOff' } } });
    gone.metadata = { ...gone.metadata, deletionTimestamp: new Date(0) };
    expect(podTrouble([gone])).toBeUndefined();
  });

  test('the last words are those of the last that failed', () => {
    const ended = (message: string) => pod({ state: { terminated: { exitCode: 1, message } } }, { phase: 'Failed' });
    expect(lastWords([ended('first'), ended('second')])).toBe('second');
    expect(lastWords([])).toBeUndefined();
  });
});
