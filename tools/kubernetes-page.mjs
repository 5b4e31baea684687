/** Writes docs/kubernetes-reference.md from the schemas and conditions of the operator; `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { makeCrds } from '../operator/dist/api/crds.js';
import {
  API_VERSION,
  FORCE_RELEASE_ANNOTATION,
  FORCE_RELEASE_CONSENT,
  sideTrackConditions,
  TENANT_FINALIZER,
  tenantConditions,
} from '../operator/dist/api/index.js';

const path = new URL('../docs/kubernetes-reference.md', import.meta.url);
const conditions = { SideTrack: sideTrackConditions, Tenant: tenantConditions };
/** Shapes of Kubernetes itself, told once at the end. */
const known = { resources: 'resources', tolerations: 'list of tolerations', nodeSelector: 'labels' };

const page = await format(
  `<!-- Written by tools/kubernetes-page.mjs from operator/src/api. -->

# Kubernetes reference

Everything that SideTrack's two resources take and tell, in \`${API_VERSION}\`. \`kubectl explain sidetrack.spec\` says the same in a terminal;
[k8s/samples](../k8s/samples) has whole objects. What the API server refuses, it refuses with one of the sentences below.

${makeCrds().map(resource).join('\n\n')}

## Shapes of Kubernetes itself

- **resources**: \`requests\` (what a container is promised) and \`limits\` (what it may use at most), each with amounts such as \`cpu: 500m\`,
  \`memory: 1Gi\`. What is left out has a default of the operator's.
- **labels**: pairs of keys and values, at most 32.
- **list of tolerations**: as in a pod: \`key\`, \`operator\`, \`value\`, \`effect\`, \`tolerationSeconds\`.

## A Tenant whose purge is stuck

A Tenant that is deleted with \`deletionPolicy: Purge\` keeps the finalizer \`${TENANT_FINALIZER}\` until no row of its listener is left. When the
installation cannot be reached, the condition \`Purged\` says \`Stuck\` and why. Bring the installation back, and the purge goes on. If the
installation is gone for good, release the Tenant; what was in the database then stays wherever the database is:

\`\`\`sh
kubectl annotate tenant NAME ${FORCE_RELEASE_ANNOTATION}='${FORCE_RELEASE_CONSENT}'
\`\`\`

The words must be exactly these, so that nobody releases a Tenant by mistake.
`,
  { parser: 'markdown' },
);

if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (read() !== page) {
  process.stderr.write('docs/kubernetes-reference.md is stale: run `node tools/kubernetes-page.mjs`.\n');
  process.exitCode = 1;
}

function resource({ spec: { names, versions } }) {
  const [{ schema, additionalPrinterColumns }] = versions;
  const root = schema.openAPIV3Schema;
  const columns = additionalPrinterColumns.filter(({ priority }) => priority === undefined).map(({ name }) => name);
  return `## ${names.kind}

${root.description} \`kubectl get ${names.plural}\` (short: \`${names.shortNames[0]}\`) shows ${columns.join(', ')}; \`-o wide\` shows more, and
\`kubectl get sidetrack-all\` both resources.

### ${names.kind}: spec

| field | type | default | what it is |
| --- | --- | --- | --- |
${fields('', root.properties.spec).map(specRow).join('\n')}

### ${names.kind}: what the API server refuses

| where | what it answers |
| --- | --- |
${rules(root).join('\n')}

### ${names.kind}: status

| field | type | what it is |
| --- | --- | --- |
${fields('', root.properties.status).map(statusRow).join('\n')}

### ${names.kind}: conditions

${Object.entries(conditions[names.kind]).map(condition).join('\n\n')}`;
}

function condition([type, reasons]) {
  const rows = Object.entries(reasons).map(
    ([reason, { status, says, remedy }]) => `| \`${reason}\` | ${status} | ${cell(says)} | ${cell(remedy ?? '')} |`,
  );
  return `**${type}**

| reason | status | what is so | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

function fields(prefix, schema) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const field = { path: `${prefix}${name}`, name, part, needed: (schema.required ?? []).includes(name) };
    if (known[name]) return [field];
    const inner = part.items ? fields(`${prefix}${name}[].`, part.items) : fields(`${prefix}${name}.`, part);
    return [field, ...inner];
  });
}

function specRow({ path, name, part, needed }) {
  const filled =
    part.default === undefined || typeof part.default === 'object' ? '' : `\`${JSON.stringify(part.default)}\``;
  return `| \`${path}\` | ${typeOf(name, part)} | ${needed ? 'needed' : filled} | ${cell(part.description)} |`;
}

function statusRow({ path, name, part }) {
  return `| \`${path}\` | ${typeOf(name, part)} | ${cell(part.description)} |`;
}

function typeOf(name, part) {
  if (known[name]) return known[name];
  if (part.enum) return part.enum.map((one) => `\`${one}\``).join(' or ');
  if (part.type === 'integer' || part.type === 'number') return range(part);
  if (part.type === 'array') return part.items.properties ? 'list' : 'list of text';
  if (part.type === 'boolean') return 'true or false';
  if (part.type === 'string') return part.format === 'date-time' ? 'time' : 'text';
  return part.additionalProperties ? 'pairs' : '';
}

function range({ type, minimum, maximum }) {
  const what = type === 'integer' ? 'whole number' : 'number';
  if (maximum === undefined) return minimum === undefined ? what : `${what} from ${minimum}`;
  return `${what}, ${minimum} to ${maximum}`;
}

/** One row for each sentence, with every place that it is said of. */
function rules(root) {
  const places = new Map();
  for (const [path, message] of rulesOf('', root)) places.set(message, [...(places.get(message) ?? []), path]);
  return [...places].map(([message, paths]) => {
    const more = paths.length > 3 ? ` and ${paths.length - 2} more` : '';
    const shown = paths.slice(0, more === '' ? 3 : 2).map((path) => `\`${path}\``);
    return `| ${shown.join(', ')}${more} | ${cell(message)} |`;
  });
}

function* rulesOf(path, schema) {
  for (const { message } of schema['x-kubernetes-validations'] ?? [])
    yield [path === '' ? 'the object' : path, message];
  const below = (name) => (path === '' ? name : `${path}.${name}`);
  for (const [name, part] of Object.entries(schema.properties ?? {})) yield* rulesOf(below(name), part);
  if (schema.items) yield* rulesOf(`${path}[]`, schema.items);
}

function cell(text = '') {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}

function read() {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
