/**
 * What happens to a node of kwok: it becomes ready. Its Lease is renewed by kwok itself.
 */
export function nodeStages(): object[] {
  const notReady = {
    key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
    operator: 'NotIn',
    values: ['True'],
  };
  return [stage('Node', 'node-ready', [notReady], { next: { statusTemplate: nodeReady } })];
}

/**
 * What happens to a pod on a node of kwok: it becomes ready, completes when it is a Job's, and is gone when it is deleted.
 */
export function podStages(jobSeconds: number | null): object[] {
  const absent = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
  const inPhase = (phase: string): object => ({ key: '.status.phase', operator: 'In', values: [phase] });
  return [
    stage('Pod', 'pod-ready', [absent, inPhase('Pending')], { next: { statusTemplate: ready } }),
    ...(jobSeconds === null
      ? []
      : [
          stage(
            'Pod',
            'pod-complete',
            [absent, inPhase('Running'), { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] }],
            { next: { statusTemplate: complete }, delay: { durationMilliseconds: Math.round(jobSeconds * 1000) } },
          ),
        ]),
    stage('Pod', 'pod-delete', [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }], {
      next: { delete: true },
    }),
  ];
}

function stage(
  kind: 'Node' | 'Pod',
  name: string,
  matchExpressions: object[],
  then: { next: object; delay?: object },
): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions }, ...then },
  };
}

const nodeReady = `
{{ $now := Now }}
phase: Running
conditions:
{{ range NodeConditions }}
- lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $now | Quote }}
  message: {{ .message | Quote }}
  reason: {{ .reason | Quote }}
  status: {{ .status | Quote }}
  type: {{ .type | Quote }}
{{ end }}
`;

const ready = `
{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
conditions:
- { type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: ContainersReady, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: Ready, status: "True", lastTransitionTime: {{ $now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- { name: {{ .name | Quote }}, image: {{ .image | Quote }}, ready: true, restartCount: 0, state: { running: { startedAt: {{ $now | Quote }} } } }
{{ end }}
`;

const complete = `
{{ $now := Now }}
phase: Succeeded
conditions:
- { type: Ready, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }} }
- { type: ContainersReady, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
{{ end }}
`;
