import { cnpgOwnerSecret } from './cnpg.ts';
import { credentialsSecret } from './credentials.ts';
import { countingHex, sampleInstallation } from './test-tools.ts';

test('the credentials are drawn apart from one another, and the URLs carry them', () => {
  const { stringData: data = {} } = credentialsSecret(sampleInstallation(), countingHex());
  const drawn = ['postgresPassword', 'appPassword', 'temporalPassword', 'redisPassword', 'secretKey', 'serviceToken'];
  expect(new Set(drawn.map((key) => data[key])).size).toBe(6);
  expect(data['secretKey']).toMatch(/^[0-9a-f]{64}$/);
  expect(data['ownerUrl']).toBe(`postgresql://sidetrack:${data['postgresPassword']}@music-postgres:5432/sidetrack`);
  expect(data['databaseUrl']).toBe(`postgresql://sidetrack_app:${data['appPassword']}@music-postgres:5432/sidetrack`);
  expect(data['redisUrl']).toBe(`redis://:${data['redisPassword']}@music-redis:6379`);
});

test('CloudNativePG is reached through its service for writing, and given the owner in the form it reads', () => {
  const installation = sampleInstallation({ database: { cnpg: {} } });
  const { stringData: data = {} } = credentialsSecret(installation, countingHex());
  expect(data['ownerUrl']).toContain('@music-postgres-rw:5432/sidetrack');
  expect(cnpgOwnerSecret(installation, data['postgresPassword'] ?? '')).toMatchObject({
    metadata: { name: 'music-postgres-owner' },
    type: 'kubernetes.io/basic-auth',
    stringData: { username: 'sidetrack', password: data['postgresPassword'] },
  });
});

test("an external database's URLs are not repeated", () => {
  const installation = sampleInstallation({ database: { external: { secretName: 'theirs' } } });
  const { stringData = {} } = credentialsSecret(installation, countingHex());
  expect(Object.keys(stringData)).not.toEqual(expect.arrayContaining(['ownerUrl']));
  expect(stringData).not.toHaveProperty('databaseUrl');
});

test("the Secret is labelled as the installation's, and has no owner whose deletion would take it along", () => {
  const { metadata } = credentialsSecret(sampleInstallation(), countingHex());
  expect(metadata?.name).toBe('music-credentials');
  expect(metadata?.labels).toMatchObject({ 'app.kubernetes.io/instance': 'music' });
  expect(metadata?.ownerReferences).toBeUndefined();
});
