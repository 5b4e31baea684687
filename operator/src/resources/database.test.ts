import { clientImage, databaseEndpoint, DatabaseUrlError, ownerUrlVariable } from './database.ts';
import { sampleInstallation } from './test-tools.ts';

const external = sampleInstallation({ database: { external: { secretName: 'theirs', clientImage: 'clients:17' } } });

test('an own database is reached by the name of its Service', () => {
  expect(databaseEndpoint(sampleInstallation())).toEqual({ host: 'music-postgres', port: 5432, tls: 'off' });
  expect(databaseEndpoint(sampleInstallation({ database: { cnpg: {} } })).host).toBe('music-postgres-rw');
});

test.each([
  ['postgresql://o:p@db.example.org/music', { host: 'db.example.org', port: 5432, tls: 'off' }],
  [
    'postgres://o:p@db.example.org:25060/music?sslmode=require',
    { host: 'db.example.org', port: 25060, tls: 'encrypted' },
  ],
  ['postgresql://o:p@10.1.2.3/music?sslmode=verify-full', { host: '10.1.2.3', port: 5432, tls: 'verified' }],
])('the end of %s', (url, end) => {
  expect(databaseEndpoint(external, url)).toEqual(end);
});

test.each([
  [undefined, 'The key ownerUrl of the Secret theirs is missing.'],
  ['db.example.org', 'The key ownerUrl of the Secret theirs is not a URL.'],
  ['mysql://o:p@db/music', 'The key ownerUrl of the Secret theirs is not the URL of a PostgreSQL.'],
])('%s is refused without being repeated', (url, message) => {
  expect(() => databaseEndpoint(external, url)).toThrow(message);
  expect(() => databaseEndpoint(external, url)).toThrow(DatabaseUrlError);
});

test("the owner's URL is taken from the Secret that holds it", () => {
  const keyOf = (installation: typeof external) => ownerUrlVariable(installation, 'X').valueFrom?.secretKeyRef;
  expect(keyOf(sampleInstallation())).toEqual({ name: 'music-credentials', key: 'ownerUrl' });
  expect(keyOf(external)).toEqual({ name: 'theirs', key: 'ownerUrl' });
});

test("the client programs are the database's own, or those that the spec names", () => {
  expect(clientImage(sampleInstallation({ database: { embedded: { image: 'mine:18' } } }))).toBe('mine:18');
  expect(clientImage(sampleInstallation({ database: { cnpg: {} } }))).toBe('docker.io/library/postgres:18');
  expect(clientImage(external)).toBe('clients:17');
});
