import { describe, expect, test } from '@jest/globals';
import type { V1Deployment, V1EnvVar, V1PodSpec } from '@kubernetes/client-node';
import { loadSettings } from '@sidetrack/settings';
import type { SideTrackSpecInput } from '../api/index.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { apiDeployment, apiService } from './api.ts';
import { productEnvironment } from './environment.ts';
import { siteIngress } from './ingress.ts';
import { migrationJob, migrationJobName } from './migration-job.ts';
import { modelsJob } from './models.ts';
import { dashboardConfigMap, serviceMonitor } from './monitoring.ts';
import { podDisruptionBudgets } from './pod-disruption-budgets.ts';
import { siteDeployment } from './site.ts';
import { sampleInstallation } from './test-tools.ts';
import { workerDeployment, workerQueues } from './worker.ts';

const running = { replicas: 1, configHash: 'c0ffee00' };
const sha256 = 'a'.repeat(64);
const everything: Partial<SideTrackSpecInput> = {
  database: { external: { secretName: 'database' } },
  temporal: {
    external: {
      address: 'temporal.example.org:7233',
      tlsSecretName: 'temporal-tls',
      serverName: 'temporal.example.org',
    },
  },
  cache: { external: { secretName: 'cache' } },
  audio: { nfs: { server: 'nas.example.org', path: '/music' }, excerptSeconds: 30, stems: true },
  models: { items: [{ name: 'musicnn-msd', source: 'bundled', sha256 }] },
  services: {
    listenbrainzUrl: 'https://lb.example.org',
    lastfmSecretName: 'lastfm',
    contact: 'https://music.example.org',
  },
  auth: { google: { secretName: 'google' }, allowListSecretName: 'people' },
  publicUrl: 'https://music.example.org/',
  workers: { extractGpu: { max: 2, fallbackSeconds: 120 } },
};

/** The environment as a container would have it, with a fitting value in the place of each Secret's. */
function filled(variables: readonly V1EnvVar[]): Record<string, string> {
  const secrets: Record<string, string> = {
    ...{ databaseUrl: 'postgresql://app:p@db:5432/sidetrack', ownerUrl: 'postgresql://owner:p@db:5432/sidetrack' },
    url: 'postgresql://app:p@db:5432/sidetrack',
    'allow-list': 'ana@example.org\n@music.example.org',
  };
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const key = valueFrom?.secretKeyRef?.key ?? '';
      if (name === 'SIDETRACK_REDIS_URL') return [name, 'redis://:p@cache:6379'];
      return [name, value ?? secrets[key] ?? 's'.repeat(64)];
    }),
  );
}

describe('the settings of the product', () => {
  test.each([
    ['embedded', {}],
    ['external', everything],
  ])('are ones that the product knows and takes (%s)', (_, spec) => {
    const installation = sampleInstallation(spec);
    for (const part of ['api', 'worker', 'migrate'] as const) {
      expect(() => loadSettings(filled(productEnvironment(installation, part)))).not.toThrow();
    }
  });

  test('hold no secret and give each part only what it needs', () => {
    const installation = sampleInstallation(everything);
    const byPart = Object.fromEntries(
      (['api', 'worker', 'migrate'] as const).map((part) => [part, productEnvironment(installation, part)]),
    );
    expect(byPart).toMatchSnapshot();
    const names = (part: string) => byPart[part]?.map(({ name }) => name);
    for (const part of ['api', 'worker']) expect(names(part)).not.toContain('SIDETRACK_DATABASE_OWNER_URL');
    expect(names('worker')).not.toContain('SIDETRACK_SERVICE_TOKEN');
    expect(JSON.stringify(siteDeployment(installation, running))).not.toContain('secretKeyRef');
  });

  test('tell the site where browsers find it, and whether somebody in front says who asks', () => {
    const ingress = { host: 'music.example.org', tlsSecretName: 'tls' };
    const siteOf = (spec: Partial<SideTrackSpecInput>) =>
      siteDeployment(sampleInstallation(spec), running).spec!.template.spec!.containers[0]!.env;
    expect(siteOf({ site: { ingress } })).toEqual(
      expect.arrayContaining([
        { name: 'SIDETRACK_PUBLIC_URL', value: 'https://music.example.org' },
        { name: 'SIDETRACK_PROXY_HOPS', value: '1' },
      ]),
    );
    expect(siteOf(everything)?.map(({ name }) => name)).not.toContain('SIDETRACK_PROXY_HOPS');
  });
});

describe('every pod of the product', () => {
  const pods = (installation: Installation): [string, V1PodSpec][] => [
    ...[apiDeployment(installation, running), siteDeployment(installation, running)].map(named),
    ...workerQueues.map((queue) => named(workerDeployment(installation, queue, running))),
    ['migrate', migrationJob(installation, { restoredFrom: undefined, configHash: '' }).spec!.template.spec!],
  ];
  const named = ({ metadata, spec }: V1Deployment): [string, V1PodSpec] => [metadata!.name!, spec!.template.spec!];

  test('has probes where it serves, resources, and sees the audio only to read it, where it scans or extracts', () => {
    for (const [name, pod] of pods(sampleInstallation(everything))) {
      const [container] = pod.containers;
      expect(container?.resources?.requests).toBeDefined();
      expect(container?.resources?.limits?.['memory']).toBeDefined();
      if (name !== 'migrate')
        expect(container).toMatchObject({ livenessProbe: {}, readinessProbe: {}, startupProbe: {} });
      const audio = pod.volumes?.find((volume) => volume.name === 'audio');
      expect([name, audio !== undefined]).toEqual([name, /ingest|extract/u.test(name)]);
      if (audio === undefined) continue;
      expect(audio.nfs).toEqual({ server: 'nas.example.org', path: '/music', readOnly: true });
      expect(container?.volumeMounts).toContainEqual({ name: 'audio', mountPath: '/audio', readOnly: true });
    }
  });

  test('is told apart by version in a label that no selector but that of versioned workers asks for', () => {
    const installation = sampleInstallation();
    for (const deployment of [
      apiDeployment(installation, running),
      ...workerQueues.map((queue) => workerDeployment(installation, queue, running)),
    ]) {
      const { selector, template } = deployment.spec!;
      expect(template.metadata?.labels).toMatchObject({
        ...selector.matchLabels,
        'app.kubernetes.io/version': '0.2.0',
      });
      const isVersioned = deployment.metadata?.name?.startsWith('music-worker-sidetrack-') ?? false;
      expect('app.kubernetes.io/version' in (selector.matchLabels ?? {})).toBe(isVersioned);
    }
    expect(apiService(installation).spec?.selector).not.toHaveProperty('app.kubernetes.io/version');
  });
});

test('a migration has a name of its own for each version and each restored backup', () => {
  const childName = (part: string) => `music-${part}`;
  const names = [
    migrationJobName({ childName, version: '1' }, undefined),
    migrationJobName({ childName, version: '2' }, undefined),
    migrationJobName({ childName, version: '2' }, 'backup'),
  ];
  expect(new Set(names).size).toBe(3);
});

describe('models', () => {
  const item = { name: 'mood', source: 'https://models.example.org/mood.onnx', sha256 };
  test('bundled ones need neither Job nor volume', () => {
    const installation = sampleInstallation({
      models: { items: [{ name: 'musicnn-msd', source: 'bundled', sha256 }] },
    });
    expect(modelsJob(installation)).toBeNull();
    expect(JSON.stringify(workerDeployment(installation, 'extract', running))).not.toContain('/app/models');
  });
  test('others are fetched onto their volume by a Job, and read from there', () => {
    const installation = sampleInstallation({ models: { volume: { claimName: 'models' }, items: [item] } });
    expect(modelsJob(installation)?.spec?.template.spec?.containers[0]).toMatchObject({
      env: [{ name: 'MODELS', value: JSON.stringify([item]) }],
    });
    const pod = workerDeployment(installation, 'extract', running).spec!.template.spec!;
    expect(pod.initContainers).toBeUndefined();
    expect(pod.containers[0]?.volumeMounts).toContainEqual({
      name: 'models',
      mountPath: '/app/models',
      readOnly: true,
    });
  });
  test('without a volume each pod fetches them before it starts', () => {
    const installation = sampleInstallation({ models: { items: [item] } });
    expect(modelsJob(installation)).toBeNull();
    expect(workerDeployment(installation, 'extract', running).spec!.template.spec!.initContainers).toMatchObject([
      { name: 'models' },
    ]);
    expect(workerDeployment(installation, 'aggregate', running).spec!.template.spec!.initContainers).toBeUndefined();
  });
});

describe('the way in', () => {
  test('asks cert-manager only where it is installed', () => {
    const spec = { site: { ingress: { host: 'music.example.org', clusterIssuer: 'letsencrypt' } } };
    expect(siteIngress(sampleInstallation(spec))).toMatchObject({
      metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
      spec: { tls: [{ hosts: ['music.example.org'], secretName: 'music-site-tls' }] },
    });
    const has = { cnpg: false, serviceMonitor: false, kueue: false, certManager: false };
    expect(siteIngress(sampleInstallation(spec, { has }))?.metadata?.annotations).toBeUndefined();
    expect(siteIngress(sampleInstallation())).toBeNull();
  });
  test('a budget of disruptions is for components of several pods', () => {
    const budgets = podDisruptionBudgets(sampleInstallation({ api: { replicas: 3 } }));
    expect(budgets.map(({ metadata }) => metadata?.name)).toEqual(['music-api', 'music-worker-sidetrack']);
  });
});

test('what Prometheus and Grafana are given', () => {
  const installation = sampleInstallation({ monitoring: { enabled: true } });
  expect(serviceMonitor(installation)).toMatchSnapshot();
  const [json = ''] = Object.values(dashboardConfigMap(installation).data ?? {});
  expect(JSON.parse(json)).toMatchObject({ title: 'SideTrack home/music', schemaVersion: 39 });
});
