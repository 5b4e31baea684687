import { sideTrackCondition } from '../../api/index.ts';
import type { Context } from '../context.ts';
import { SECRET_SECONDS } from './api.ts';
import type { Phase } from './phase.ts';

/**
 * The passwords and keys of the installation: made once, before there is any data. Where data is kept and the Secret is gone, nobody
 * can make it anew: new passwords would not open the old volume, a new key none of the stored credentials.
 */
export const credentialsPhase: Phase = (context) => {
  const { installation, secrets } = context;
  const name = installation.childName('credentials');
  const seen = secrets.get(name);
  if (seen === undefined || seen === null) {
    const kept = keptData(context);
    if (kept === undefined) return { steps: [{ do: 'create credentials', name }], conditions: [], isDone: true };
    return blocked(`Secret ${name} is gone, and ${kept} is still there.`);
  }
  const missing = requiredKeys(context).filter((key) => !seen.keys.includes(key));
  if (missing.length > 0) return blocked(`Secret ${name} lacks ${missing.join(', ')}.`);
  return { steps: ownerSecretSteps(context), conditions: [], isDone: true };
};

/** The names of the Secrets that the operator makes: never deleted, never written a second time. */
export function ownSecretNames({ installation }: Pick<Context, 'installation'>): {
  credentials: string;
  cnpgOwner: string;
} {
  return { credentials: installation.childName('credentials'), cnpgOwner: installation.childName('postgres-owner') };
}

function blocked(detail: string) {
  return {
    steps: [],
    conditions: [sideTrackCondition('DatabaseReady', 'CredentialsMissing', detail)],
    isDone: false,
    isBlocked: true,
    lookAgainSeconds: SECRET_SECONDS,
  };
}

/** CloudNativePG reads the owner's password from a Secret of its own form. */
function ownerSecretSteps(context: Context) {
  const { cnpgOwner, credentials } = ownSecretNames(context);
  if (context.spec.database.cnpg === undefined || context.secrets.get(cnpgOwner)) return [];
  return [{ do: 'create credentials', name: credentials } as const];
}

/** What tells that the credentials were once there. */
function keptData({ children, cnpg, owner, installation }: Context): string | undefined {
  const claim = children.claims.find(
    ({ metadata }) => metadata?.labels?.['app.kubernetes.io/component'] === 'postgres',
  );
  if (claim !== undefined) return `the volume ${claim.metadata?.name ?? ''} that it opens`;
  if (cnpg !== null) return `the Cluster ${installation.childName('postgres')} that it opens`;
  return owner.status?.version === undefined ? undefined : 'the database that holds what it encrypted';
}

function requiredKeys({ spec }: Context): readonly string[] {
  const always = [
    'postgresPassword',
    'appPassword',
    'temporalPassword',
    'redisPassword',
    'redisUrl',
    'secretKey',
    'serviceToken',
  ];
  return spec.database.external === undefined ? [...always, 'ownerUrl', 'databaseUrl'] : always;
}
