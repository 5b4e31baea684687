import { z } from 'zod';
import { waitUntil } from '../../e2e/support/installation.ts';
import { inventWorld } from '../../e2e/support/music.ts';
import { installOperator, untilCondition } from '../support/installed.ts';
import type { Journey } from '../support/journey.ts';
import { listenerOf, untilAtRest } from '../support/listener.ts';

const parts = ['operator', 'api', 'site', 'worker'] as const;

/** The same programs under another version: what an upgrade does to running work does not depend on what is new in it. */
const NEXT = 'next';

export function testUpgrade(journey: Journey): void {
  const { cluster, namespace, name } = journey;

  test('an upgrade under load: migrations first, old workers until their work is done, no workflow fails', async () => {
    for (const part of parts)
      await cluster.tagImage(`localhost/sidetrack/${part}:test`, `localhost/sidetrack/${part}:${NEXT}`);
    const loads = ['carol', 'dave', 'erin'].map((user, index) => ({
      user,
      plays: inventWorld(user, slices(), started - index).plays,
    }));
    for (const { user, plays } of loads) await journey.fakes.addListens(user, plays);
    await cluster.apply(loads.map(({ user }) => tenant(namespace, user)));
    await installOperator(cluster, { namespace: 'sidetrack-system', tag: NEXT });
    await cluster.kubectl([
      'patch',
      'sidetrack',
      name,
      '-n',
      namespace,
      '--type=merge',
      '-p',
      JSON.stringify({ spec: { image: { tag: NEXT } } }),
    ]);
    await waitUntil(async () => (await cluster.get('sidetrack', name, namespace))?.status?.['version'] === NEXT, {
      seconds: 240,
      what: () => `status.version to be ${NEXT}`,
    }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await cluster.describe(namespace)}`);
    });
    await untilCondition(cluster, { kind: 'sidetrack', name, namespace }, { seconds: 120 });
    for (const { user, plays } of loads) {
      const listener = await listenerOf(cluster, { namespace, site: `${name}-site`, tokenSecret: `${user}-api-token` });
      const listens = new Set(plays.map(({ listenedAt, artist, track }) => `${listenedAt}|${artist}|${track}`)).size;
      await untilAtRest(listener, { listens, withAudio: 0, seconds: 240 });
    }
    expect(await failedWorkflows()).toEqual([]);
  }, 900_000);

  test('the workers of the earlier version are gone when their work is', async () => {
    const versions = async () =>
      (await cluster.list('deployments', namespace, 'app.kubernetes.io/component=worker-sidetrack')).map(
        ({ metadata }) => metadata.name,
      );
    await waitUntil(async () => (await versions()).length === 1, {
      // Temporal looks every three minutes whether a version is drained, and waits three more for late visibility.
      seconds: 480,
      what: () => 'one Deployment of workers to be left',
      everyMs: 2000,
    });
  }, 520_000);

  async function failedWorkflows(): Promise<string[]> {
    const ui = await cluster.forward(namespace, `${name}-temporal-ui`, 8080);
    try {
      const query = encodeURIComponent('ExecutionStatus IN ("Failed","TimedOut","Terminated")');
      const answer = await fetch(`${ui.url}/api/v1/namespaces/sidetrack/workflows?query=${query}`);
      const { executions } = z
        .object({ executions: z.array(z.object({ execution: z.object({ workflowId: z.string() }) })).default([]) })
        .parse(await answer.json());
      return executions.map(({ execution }) => execution.workflowId);
    } finally {
      ui.stop();
    }
  }
}

const started = Math.floor(Date.now() / 1000) - 7200;

/** Names of tracks without files: what loads here is listens. */
function slices() {
  return Array.from({ length: 24 }, (_, index) => ({
    file: '',
    artist: `Slice ${index % 7}`,
    title: `Number ${index}`,
    seconds: 12,
  }));
}

function tenant(namespace: string, user: string): object {
  return {
    apiVersion: 'sidetrack.network/v1alpha1',
    kind: 'Tenant',
    metadata: { name: user, namespace },
    spec: { listenbrainz: { user }, apiTokenSecretName: `${user}-api-token`, deletionPolicy: 'Purge' },
  };
}
