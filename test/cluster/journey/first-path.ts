import { join } from 'node:path';
import { z } from 'zod';
import type { Browser } from 'playwright-core';
import { fillAudioFolder } from '../../e2e/support/audio-folder.ts';
import { keepPicture, openBrowser } from '../../e2e/support/browser.ts';
import { inventWorld } from '../../e2e/support/music.ts';
import type { Play } from '../../fakes/index.ts';
import { conditionOf } from '../support/cluster.ts';
import { startFakesInCluster } from '../support/fakes.ts';
import {
  besides,
  installOperator,
  restrictedNamespace,
  sampleInstallation,
  untilCondition,
} from '../support/installed.ts';
import { reached, type Journey } from '../support/journey.ts';
import { listenerOf, untilAtRest } from '../support/listener.ts';

/** From nothing to a listener's trajectory, as an administrator does it: helm, one sample, one Tenant. */
export function testFirstPath(journey: Journey): void {
  const { cluster, namespace, name, volume } = journey;
  let browser: Browser;

  beforeAll(async () => {
    await cluster.loadImages();
    const slices = fillAudioFolder(join(cluster.volumeFolder(volume), 'ada'), 24, 12);
    const world = inventWorld('ada', slices, Math.floor(Date.now() / 1000) - 3600);
    journey.expectedListens = distinctPlays(world.plays);
    reached(journey, 'world', world);
    browser = await openBrowser();
  }, 300_000);

  afterAll(() => browser.close());

  test('helm install brings up the operator', async () => {
    await installOperator(cluster, { namespace: 'sidetrack-system' });
    await cluster.helm(['test', 'sidetrack', '--namespace', 'sidetrack-system', '--timeout', '2m']);
  }, 300_000);

  test('the sample is Ready within three minutes', async () => {
    const fakes = await startFakesInCluster(cluster, 'fakes', journey.world.seed);
    reached(journey, 'fakes', fakes);
    await restrictedNamespace(cluster, namespace);
    await cluster.apply(besides(namespace, volume));
    const began = Date.now();
    await cluster.apply([sampleInstallation({ namespace, name, fakesHost: fakes.host })]);
    await untilCondition(cluster, { kind: 'sidetrack', name, namespace }, { seconds: 180 });
    console.info(`Ready ${((Date.now() - began) / 1000).toFixed(1)} s after kubectl apply.`);
  }, 400_000);

  test('a Tenant becomes a listener with a token', async () => {
    await cluster.apply([
      {
        apiVersion: 'sidetrack.network/v1alpha1',
        kind: 'Tenant',
        metadata: { name: 'ada', namespace },
        spec: {
          timeZone: 'Europe/Berlin',
          listenbrainz: { user: 'ada' },
          audioSubPath: 'ada',
          apiTokenSecretName: 'ada-api-token',
          deletionPolicy: 'Purge',
        },
      },
    ]);
    await untilCondition(cluster, { kind: 'tenant', name: 'ada', namespace }, { seconds: 60 });
    const made = await listenerOf(cluster, { namespace, site: `${name}-site`, tokenSecret: 'ada-api-token' });
    reached(journey, 'listener', made);
  }, 150_000);

  test('listens, audio and scores arrive, and nothing is left to do', async () => {
    await untilAtRest(journey.listener, { listens: journey.expectedListens, withAudio: 20, seconds: 300 });
  }, 320_000);

  test('the trajectory is on the dashboard, through the Service', async () => {
    const { map, weeks } = await journey.listener.trajectory();
    expect(map?.trackCount).toBeGreaterThanOrEqual(20);
    expect(weeks.length).toBeGreaterThanOrEqual(5);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      extraHTTPHeaders: { authorization: `Bearer ${journey.listener.token}` },
    });
    const page = await context.newPage();
    await page.goto(`${journey.listener.siteUrl}/trajectory`);
    await page.locator('main canvas').first().waitFor();
    expect(await page.getByText('token').count()).toBe(0);
    await page.waitForTimeout(1500);
    await keepPicture(page, 'cluster-trajectory');
    await context.close();
  }, 90_000);

  test('without a token the dashboard shows nobody’s numbers', async () => {
    const answer = await fetch(`${journey.listener.siteUrl}/api/v1/overview`);
    expect(answer.status).toBe(401);
  });

  test('the Temporal UI shows the runs', async () => {
    const ui = await cluster.forward(namespace, `${name}-temporal-ui`, 8080);
    try {
      const answer = await fetch(`${ui.url}/api/v1/namespaces/sidetrack/workflows`);
      const { executions } = z
        .object({ executions: z.array(z.object({ type: z.object({ name: z.string() }) })) })
        .parse(await answer.json());
      expect(executions.map(({ type }) => type.name)).toEqual(
        expect.arrayContaining(['Dispatcher', 'SyncListens', 'ExtractAudio', 'ScoreRecordings', 'BuildMap']),
      );
    } finally {
      ui.stop();
    }
  }, 60_000);

  test('kubectl get shows where the tenant stands', async () => {
    const tenant = await cluster.get('tenant', 'ada', namespace);
    expect(conditionOf(tenant, 'Ready')).toMatchObject({ status: 'True' });
    const table = await cluster.kubectl(['get', 'tenants', '-n', namespace]);
    expect(table).toMatch(/NAME\s+.*LISTENS\s+TRACKS\s+COVERAGE/);
  });
}

/** Plays that the service tells of as one: the same second, the same recording. */
function distinctPlays(plays: readonly Play[]): number {
  return new Set(plays.map(({ listenedAt, artist, track }) => `${listenedAt}|${artist}|${track}`)).size;
}
