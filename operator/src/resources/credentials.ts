import type { V1Secret } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { APPLICATION_ROLE, DATABASE, databaseEndpoint, OWNER_ROLE } from './database.ts';
import { metadata } from './metadata.ts';
import { REDIS_PORT } from './redis.ts';

/** That many random bytes as hexadecimal digits, which need no escaping in a URL or a file of settings. */
export type RandomHex = (bytes: number) => string;

/** What the Secret `<name>-credentials` holds. With an external database the two URLs of it are absent. */
export interface Credentials {
  readonly postgresPassword: string;
  readonly appPassword: string;
  readonly temporalPassword: string;
  readonly redisPassword: string;
  readonly redisUrl: string;
  /** Encrypts what listeners entrust to the installation. Whoever loses it loses those credentials. */
  readonly secretKey: string;
  /** Opens `/internal/v1` of the API to the operator. */
  readonly serviceToken: string;
  readonly ownerUrl?: string;
  readonly databaseUrl?: string;
}

/**
 * The passwords and keys of an installation. Made once and never changed: the data that they open is already there. It belongs to
 * nobody, so that it outlives the SideTrack as the volume of the database does.
 */
export function credentialsSecret(installation: Installation, random: RandomHex): V1Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(installation, 'credentials'),
    type: 'Opaque',
    stringData: { ...makeCredentials(installation, random) },
  };
}

function makeCredentials(installation: Installation, random: RandomHex): Credentials {
  const [postgresPassword, appPassword, redisPassword] = [random(24), random(24), random(24)];
  return {
    postgresPassword,
    appPassword,
    redisPassword,
    temporalPassword: random(24),
    secretKey: random(32),
    serviceToken: random(32),
    redisUrl: `redis://:${redisPassword}@${installation.childName('redis')}:${REDIS_PORT}`,
    ...databaseUrls(installation, { postgresPassword, appPassword }),
  };
}

function databaseUrls(
  installation: Installation,
  passwords: Pick<Credentials, 'postgresPassword' | 'appPassword'>,
): Pick<Credentials, 'ownerUrl' | 'databaseUrl'> {
  if (installation.spec.database.external !== undefined) return {};
  const { host, port } = databaseEndpoint(installation);
  const url = (role: string, password: string) => `postgresql://${role}:${password}@${host}:${port}/${DATABASE}`;
  return {
    ownerUrl: url(OWNER_ROLE, passwords.postgresPassword),
    databaseUrl: url(APPLICATION_ROLE, passwords.appPassword),
  };
}
