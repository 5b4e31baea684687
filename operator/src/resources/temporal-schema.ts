import type { V1EnvVar, V1Job, V1PodSpec } from '@kubernetes/client-node';
import { hash8 } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { clientImage, ownerUrlVariable } from './database.ts';
import type { DatabaseEndpoint } from './database.ts';
import { metadata } from './metadata.ts';
import { restrictedPod } from './pod-defaults.ts';
import type { PlainContainer } from './pod-defaults.ts';
import { TEMPORAL_ROLE, temporalDatabases } from './temporal-config.ts';
import { TEMPORAL_USER, temporalPasswordVariable } from './temporal.ts';

/**
 * Makes Temporal's role and databases and brings their schemas to the version of the tools' image; null with an external Temporal. Every
 * step may run again, and a pod that failed is followed by another that begins with the first. A Job cannot be changed, so that its name
 * carries a hash of what it does: another image is another Job.
 */
export function temporalSchemaJob(installation: Installation, database: DatabaseEndpoint): V1Job | null {
  if (installation.spec.temporal.embedded === undefined) return null;
  const spec = schemaPod(installation, database, installation.spec.temporal.embedded.images.tools);
  const name = installation.childName(`temporal-schema-${hash8(JSON.stringify(spec))}`);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(installation, 'temporal-schema', name),
    spec: {
      backoffLimit: 6,
      template: { metadata: { labels: installation.labels('temporal-schema') }, spec },
    },
  };
}

function schemaPod(installation: Installation, database: DatabaseEndpoint, toolsImage: string): V1PodSpec {
  const { image } = installation.spec;
  const resources = { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '256Mi' } };
  const env = toolVariables(installation, database);
  const tool = ({ name, arguments: args }: ToolStep): PlainContainer => ({
    name,
    image: toolsImage,
    imagePullPolicy: image.pullPolicy,
    command: ['temporal-sql-tool'],
    args: [...args],
    env,
    resources,
  });
  return restrictedPod({
    user: TEMPORAL_USER,
    serviceAccountName: installation.childName('temporal-schema'),
    graceSeconds: 10,
    pullSecrets: image.pullSecrets,
    initContainers: [
      {
        name: 'role',
        image: clientImage(installation),
        imagePullPolicy: image.pullPolicy,
        command: ['sh', '-c', makeRole],
        env: [ownerUrlVariable(installation, 'OWNER_URL'), temporalPasswordVariable(installation, 'TEMPORAL_PASSWORD')],
        resources,
      },
      ...toolSteps.slice(0, -1).map(tool),
    ],
    containers: toolSteps.slice(-1).map(tool),
    more: { restartPolicy: 'Never' },
  });
}

/**
 * The role makes its databases itself, so that it owns them. temporal-sql-tool cannot go on with a schema that it was cut off in: where
 * no server ever ran on the databases (it would have written its own namespace), they are thrown away and made anew.
 */
const makeRole = `
set -eu
export PGOPTIONS='-c client_min_messages=warning'
run() { psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 "$@"; }
run -d "$OWNER_URL" <<'SQL'
\\getenv password TEMPORAL_PASSWORD
SELECT 'CREATE ROLE ${TEMPORAL_ROLE}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${TEMPORAL_ROLE}') \\gexec
ALTER ROLE ${TEMPORAL_ROLE} LOGIN CREATEDB PASSWORD :'password';
GRANT ${TEMPORAL_ROLE} TO CURRENT_USER;
SQL
history="$(printf '%s' "$OWNER_URL" | sed -E 's#^([^:]+://[^/]+)/[^?]+#\\1/${temporalDatabases.history}#')"
as_role='SET ROLE ${TEMPORAL_ROLE}'
ask() { run -At -d "$1" -c "$as_role" -c "$2"; }
[ -n "$(ask "$OWNER_URL" "SELECT 1 FROM pg_database WHERE datname = '${temporalDatabases.history}'")" ] || exit 0
if [ -n "$(ask "$history" "SELECT to_regclass('namespaces')")" ]; then
  [ -z "$(ask "$history" 'SELECT 1 FROM namespaces LIMIT 1')" ] || exit 0
fi
echo 'The databases of Temporal were never used: they are made anew.'
for database in ${Object.values(temporalDatabases).join(' ')}; do
  run -d "$OWNER_URL" -c "$as_role" -c "DROP DATABASE IF EXISTS $database"
done
`.trim();

interface ToolStep {
  readonly name: string;
  readonly arguments: readonly string[];
}

/** temporal-sql-tool carries the schemas; `setup-schema -v 0.0` makes the tables of versions and leaves them when they are there. */
const toolSteps: readonly ToolStep[] = Object.entries(temporalDatabases).flatMap(([of, database]) => [
  { name: `${of}-create`, arguments: ['--database', database, 'create-database'] },
  { name: `${of}-setup`, arguments: ['--database', database, 'setup-schema', '--version', '0.0'] },
  { name: `${of}-update`, arguments: ['--database', database, 'update-schema', '--schema-name', schemaOf(of)] },
]);

function schemaOf(of: string): string {
  return `postgresql/v12/${of === 'visibility' ? 'visibility' : 'temporal'}`;
}

function toolVariables(installation: Installation, { host, port, tls }: DatabaseEndpoint): V1EnvVar[] {
  return [
    { name: 'SQL_PLUGIN', value: 'postgres12_pgx' },
    { name: 'SQL_HOST', value: host },
    { name: 'SQL_PORT', value: String(port) },
    { name: 'SQL_USER', value: TEMPORAL_ROLE },
    temporalPasswordVariable(installation, 'SQL_PASSWORD'),
    ...(tls === 'off' ? [] : [{ name: 'SQL_TLS', value: 'true' }]),
    ...(tls === 'encrypted' ? [{ name: 'SQL_TLS_DISABLE_HOST_VERIFICATION', value: 'true' }] : []),
  ];
}
