import { z } from 'zod';

const schemaNode = z.looseObject({
  description: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
});
type SchemaNode = z.infer<typeof schemaNode>;

/** The chart's README: how to install, and a table of every value, from the schema and the values themselves. */
export function readmeOf(schema: unknown, values: unknown): string {
  const rows = rowsOf(schemaNode.parse(schema), values, '');
  return [intro, '## Values', '', '| value | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function rowsOf(node: SchemaNode, value: unknown, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const below = z.record(z.string(), z.unknown()).catch({}).parse(value)[name];
    if (child.properties && !isAmounts(name)) return rowsOf(child, below, here);
    if (below === undefined) return [];
    const choices = child.enum ? ` (${child.enum.join(', ')})` : '';
    const meaning = name === 'enabled' ? node.description : child.description;
    return [`| \`${here}\` | \`${JSON.stringify(below)}\` | ${meaning ?? ''}${choices} |`];
  });
}

const isAmounts = (name: string): boolean => name === 'resources';

const intro = `# The chart \`sidetrack\`

Installs the SideTrack operator: its Deployment, the least rights it can do with, and the CustomResourceDefinitions of \`SideTrack\` and \`Tenant\`.
This file is made from \`values.yaml\` and \`values.schema.json\` by \`node operator/src/chart/write-chart.ts\`.

    helm install sidetrack charts/sidetrack --namespace sidetrack-system --create-namespace
    helm test sidetrack --namespace sidetrack-system

Then make an installation; \`k8s/samples\` has some, and the notes that \`helm install\` prints say how.

- **Without cluster-wide rights**: somebody who has them installs the CRDs once (\`kubectl apply --server-side -f k8s/crds\`); you set
  \`watch.scope=namespaces\`, \`crds.install=false\` and \`rbac.aggregate=false\`. Then everything this chart makes lies in your namespaces.
- **Upgrade**: \`helm upgrade\` brings the CRDs up to date too (they are templates, not Helm's \`crds/\`, which it never upgrades).
- **Uninstall** leaves the CRDs, and so every SideTrack and Tenant with its data (\`crds.keep\`). They run on without the operator. Install again under
  the same release name and namespace, or with \`--take-ownership\`, and it goes on with them. To remove all of it: delete the SideTracks first,
  then \`kubectl delete crd sidetracks.sidetrack.network tenants.sidetrack.network\`.
- **Two replicas** stand in for each other: one holds the Lease \`sidetrack-operator\` and acts, the other watches and takes over within 20 s.
- **Rights**: no \`*\`, no \`pods/exec\`, no \`list\` or \`watch\` on Secrets. A test compares them with the calls that the operator makes.
`;
