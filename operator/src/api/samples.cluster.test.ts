import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { parseSideTrackSpec, parseTenantSpec } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace } from './test-tools.ts';

interface Sample {
  kind: 'SideTrack' | 'Tenant';
  metadata: { name: string };
  spec: object;
}

const folder = fileURLToPath(new URL('../../../k8s/samples/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

it('finds the samples that the documents name', () => {
  expect(files).toEqual(['external-services.yaml', 'gpu-cluster.yaml', 'home-lab.yaml', 'laptop.yaml', 'tenant.yaml']);
});

it.each(files)('%s is taken by the API server as it is', async (file) => {
  const samples = parseAllDocuments(readFileSync(`${folder}/${file}`, 'utf8')).map((one) => one.toJS() as Sample);
  expect(samples.length).toBeGreaterThan(0);
  for (const sample of samples) {
    const path = `${sample.kind.toLowerCase()}s/${sample.metadata.name}`;
    const query = '?dryRun=All&fieldManager=sidetrack-tests&fieldValidation=Strict';
    const { code, body } = await namespace.send('PATCH', path, sample, query);
    expect([code, body.message]).toEqual([201, undefined]);
    expect(body.spec).toEqual(
      sample.kind === 'Tenant' ? parseTenantSpec(sample.spec) : parseSideTrackSpec(sample.spec),
    );
  }
});
