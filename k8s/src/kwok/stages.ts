/**
 * What happens to a pod on a node of kwok: it becomes ready, completes when it is a Job's, and is gone when it is deleted. kwok has stages of
 * its own for nodes; with one stage for pods, all have to be given.
 */
export function podStages(jobSeconds: number | null): object[] {
  const absent = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
  const inPhase = (phase: string): object => ({ key: '.status.phase', operator: 'In', values: [phase] });
  return [
    stage('pod-ready', [absent, inPhase('Pending')], { statusTemplate: ready }),
    ...(jobSeconds === null
      ? []
      : [
          stage(
            'pod-complete',
            [absent, inPhase('Running'), { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] }],
            { statusTemplate: complete },
            { durationMilliseconds: Math.round(jobSeconds * 1000) },
          ),
        ]),
    stage('pod-delete', [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }], { delete: true }),
  ];
}

function stage(name: string, matchExpressions: object[], next: object, delay?: object): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: { matchExpressions },
      next,
      ...(delay && { delay }),
    },
  };
}

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
