import { parse } from 'yaml';
import { temporalUi } from './temporal-ui.ts';
import { sampleInstallation } from './test-tools.ts';

test("Temporal's pages show the installation's namespace of its own Temporal", () => {
  const [config] = temporalUi(sampleInstallation(), 1);
  expect(parse(config?.data?.['sidetrack.yaml'] ?? '')).toMatchObject({
    temporalGrpcAddress: 'music-temporal:7233',
    defaultNamespace: 'sidetrack',
    port: 8080,
  });
});

test('its program is found on PATH and in the home that the public image keeps it in', () => {
  const server = temporalUi(sampleInstallation(), 1)[1]?.spec?.template.spec?.containers[0];
  expect(server?.command?.[0]).toBe('ui-server');
  expect(server?.env).toEqual([
    { name: 'PATH', value: expect.stringMatching(/^\/home\/ui-server:.*\/usr\/local\/bin/) },
  ]);
});

test('it reads the folder that its ConfigMap is mounted in', () => {
  const pod = temporalUi(sampleInstallation(), 1)[1]?.spec?.template.spec;
  const command = pod?.containers[0]?.command?.join(' ');
  expect(command).toContain('--root /etc/sidetrack --config temporal-ui --env sidetrack');
  expect(pod?.containers[0]?.volumeMounts).toContainEqual(
    expect.objectContaining({ name: 'config', mountPath: '/etc/sidetrack/temporal-ui' }),
  );
});

test('it is left out when the spec says so', () => {
  expect(temporalUi(sampleInstallation({ temporal: { embedded: { ui: false } } }), 1)).toEqual([]);
});
