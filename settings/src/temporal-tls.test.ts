import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './load.ts';
import { readTemporalTls } from './temporal-tls.ts';

test('nothing set: no TLS', async () => {
  expect(await readTemporalTls(loadSettings({}))).toBeUndefined();
});

test('a server name alone asks for TLS with the certificates of the system', async () => {
  const settings = loadSettings({ SIDETRACK_TEMPORAL_SERVER_NAME: 'temporal.example' });
  expect(await readTemporalTls(settings)).toEqual({ serverNameOverride: 'temporal.example' });
});

test('files are read, and one that is not there is named by its setting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-tls-'));
  for (const name of ['ca', 'crt', 'key']) await writeFile(join(folder, name), name);
  const env = {
    SIDETRACK_TEMPORAL_TLS_CA: join(folder, 'ca'),
    SIDETRACK_TEMPORAL_TLS_CERT: join(folder, 'crt'),
    SIDETRACK_TEMPORAL_TLS_KEY: join(folder, 'key'),
  };
  expect(await readTemporalTls(loadSettings(env))).toEqual({
    serverRootCACertificate: Buffer.from('ca'),
    clientCertPair: { crt: Buffer.from('crt'), key: Buffer.from('key') },
  });
  const missing = loadSettings({ ...env, SIDETRACK_TEMPORAL_TLS_CA: join(folder, 'gone') });
  await expect(readTemporalTls(missing)).rejects.toThrow(/SIDETRACK_TEMPORAL_TLS_CA names a file that cannot be read/);
  await rm(folder, { recursive: true });
});

test('a certificate without its key is refused', () => {
  expect(() => loadSettings({ SIDETRACK_TEMPORAL_TLS_CERT: '/crt' })).toThrow(/belong together/);
});
