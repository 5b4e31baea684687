import { components } from './components.ts';
import { serviceAccounts } from './service-accounts.ts';
import { sampleInstallation } from './test-tools.ts';

test('each component has an identity of its own, and no token in its pods', () => {
  const accounts = serviceAccounts(sampleInstallation());
  expect(accounts.map(({ metadata }) => metadata?.name)).toEqual(
    expect.arrayContaining(['music-api', 'music-site', 'music-worker-extract', 'music-postgres', 'music-temporal']),
  );
  expect(accounts.every(({ automountServiceAccountToken }) => automountServiceAccountToken === false)).toBe(true);
});

test('what others run has no identity here', () => {
  const installation = sampleInstallation({
    database: { external: { secretName: 'db' } },
    cache: { external: { secretName: 'cache' } },
    temporal: { external: { address: 'temporal.example.org:7233' } },
  });
  expect(components(installation)).not.toEqual(expect.arrayContaining(['postgres']));
  for (const absent of ['redis', 'temporal', 'temporal-schema', 'temporal-ui', 'backup', 'restore'] as const)
    expect(components(installation)).not.toContain(absent);
});
