import fc from 'fast-check';
import { API_VERSION, parseSideTrackSpec, parseTenantSpec } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace } from './test-tools.ts';

/**
 * zod and the API server must judge alike, or the operator would refuse what the server took (or the other way round). Their regular
 * expressions, counts of characters and numbers come from different languages.
 */
const least = { database: { embedded: {} }, temporal: { embedded: {} } };
const odd = ['', '-', '_', '.', '/', ':', '@', ' ', '*', '\n', 'é', '😀', 'A', '0', '..', 'a'.repeat(60)];
const near = (...examples: string[]) => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...examples) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
  return fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
};
const number = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.integer({ min: 0, max: 100_000 }), fc.constant(1.5));

const specs: Record<string, [fc.Arbitrary<object>, 'SideTrack' | 'Tenant']> = {
  'spec.database.embedded.storage': [
    near('10Gi', '5', '0.5', 'Ti').map((storage) => ({ ...least, database: { embedded: { storage } } })),
    'SideTrack',
  ],
  'spec.image': [
    near('ghcr.io', 'music', ':5000').map((registry) => ({ ...least, image: { registry, tag: registry } })),
    'SideTrack',
  ],
  'spec.publicUrl': [
    near('https://', 'music.example.org', ':8443').map((publicUrl) => ({ ...least, publicUrl })),
    'SideTrack',
  ],
  'spec.backup.schedule': [
    near('0 3 * * *', '@daily', '*/5', ' 1-5').map((schedule) => ({ ...least, backup: { schedule } })),
    'SideTrack',
  ],
  'spec.site.ingress.host': [
    near('music', '.example.org', '*.').map((host) => ({ ...least, site: { ingress: { host } } })),
    'SideTrack',
  ],
  'spec.api.replicas': [number.map((replicas) => ({ ...least, api: { replicas } })), 'SideTrack'],
  'spec.api.resources': [
    fc
      .dictionary(fc.constantFrom('cpu', 'memory'), fc.oneof(near('500m', '1.5Gi'), number), { minKeys: 1 })
      .map((limits) => ({ ...least, api: { resources: { limits } } })),
    'SideTrack',
  ],
  'spec.models.items': [
    fc
      .record({ name: near('m', 'musicnn'), source: near('bundled', 'https://', 'example.org') })
      .map((model) => ({ ...least, models: { items: [{ ...model, sha256: 'a'.repeat(64) }] } })),
    'SideTrack',
  ],
  'spec.temporal.external': [
    fc
      .record({ address: near('temporal', ':7233'), namespace: near('music') })
      .map((external) => ({ ...least, temporal: { external } })),
    'SideTrack',
  ],
  'spec.audio.nfs': [
    fc
      .record({ server: near('nas', '.example.org'), path: near('/', 'music') })
      .map((nfs) => ({ ...least, audio: { nfs } })),
    'SideTrack',
  ],
  'spec.handle': [near('mara').map((handle) => ({ handle })), 'Tenant'],
  'spec.displayName': [near('Mara', 'example.org', '😀'.repeat(50)).map((displayName) => ({ displayName })), 'Tenant'],
  'spec.timeZone': [near('Europe', '/Berlin', 'UTC').map((timeZone) => ({ timeZone })), 'Tenant'],
  'spec.audioSubPath': [near('mara', '/music', '../').map((audioSubPath) => ({ audioSubPath })), 'Tenant'],
  'spec.quotas': [
    fc.record({ maxTracks: number, maxListens: number }, { requiredKeys: [] }).map((quotas) => ({ quotas })),
    'Tenant',
  ],
};

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

it.each(Object.entries(specs))('%s is judged alike', async (_, [arbitrary, kind]) => {
  const verdicts = new Set<number>();
  await fc.assert(
    fc.asyncProperty(arbitrary, async (spec) => {
      const object = { apiVersion: API_VERSION, kind, metadata: { name: 'home' }, spec };
      const { code } = await namespace.send('POST', `${kind.toLowerCase()}s`, object, '?dryRun=All');
      verdicts.add(code);
      expect(accepts(kind, spec)).toBe(code === 201);
    }),
    { numRuns: 60, seed: 4 },
  );
  expect([...verdicts].sort()).toEqual([201, 422]);
});

function accepts(kind: 'SideTrack' | 'Tenant', spec: object): boolean {
  try {
    if (kind === 'Tenant') parseTenantSpec(spec);
    else parseSideTrackSpec(spec);
    return true;
  } catch {
    return false;
  }
}
