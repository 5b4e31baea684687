import type { V1Container } from '@kubernetes/client-node';
import { temporalSchemaJob } from './temporal-schema.ts';
import { sampleInstallation } from './test-tools.ts';

const database = { host: 'music-postgres', port: 5432, tls: 'off' } as const;
const job = (spec = {}, end: Parameters<typeof temporalSchemaJob>[1] = database) =>
  temporalSchemaJob(sampleInstallation(spec), end);
const steps = (of = job()): V1Container[] => {
  const pod = of?.spec?.template.spec;
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
};

test('the role comes first; then each database is made, given its tables of versions, and brought up to date', () => {
  expect(steps().map(({ name }) => name)).toEqual([
    'role',
    'history-create',
    'history-setup',
    'history-update',
    'visibility-create',
    'visibility-setup',
    'visibility-update',
  ]);
  expect(steps().at(-1)?.args).toEqual([
    '--database',
    'temporal_visibility',
    'update-schema',
    '--schema-name',
    'postgresql/v12/visibility',
  ]);
});

test('passwords come from the Secrets and stand in no command', () => {
  for (const { env = [] } of steps())
    for (const { name, value } of env) if (/PASSWORD|URL/.test(name)) expect(value).toBeUndefined();
  expect(steps()[0]?.command?.[2]).toContain('\\getenv password TEMPORAL_PASSWORD');
});

test('a set-up that was cut off is begun anew, unless a server has ever written to it', () => {
  const script = steps()[0]?.command?.[2] ?? '';
  const [used, dropped] = [script.indexOf('FROM namespaces LIMIT 1'), script.indexOf('DROP DATABASE')];
  expect(used).toBeGreaterThan(0);
  expect(dropped).toBeGreaterThan(used);
  expect(job()?.spec?.template.spec?.restartPolicy).toBe('Never');
});

test('another version of the tools is another Job; the same one keeps its name', () => {
  const tools = (image: string) => job({ temporal: { embedded: { images: { tools: image } } } })?.metadata?.name;
  expect(tools('t:1')).toMatch(/^music-temporal-schema-[0-9a-f]{8}$/);
  expect(tools('t:1')).toBe(tools('t:1'));
  expect(tools('t:1')).not.toBe(tools('t:2'));
});

test('TLS is asked for as the URL of the database asks, with or without a look at the certificate', () => {
  const names = (tls: 'encrypted' | 'verified') =>
    steps(job({}, { ...database, tls }))[1]
      ?.env?.map(({ name }) => name)
      .filter((name) => name.startsWith('SQL_TLS'));
  expect(names('encrypted')).toEqual(['SQL_TLS', 'SQL_TLS_DISABLE_HOST_VERIFICATION']);
  expect(names('verified')).toEqual(['SQL_TLS']);
});

test('nothing is set up when Temporal is run by others', () => {
  expect(job({ temporal: { external: { address: 'temporal.example.org:7233' } } })).toBeNull();
});
