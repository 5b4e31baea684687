import type { SideTrackSpec } from '../api/index.ts';

/** A Secret of the user that the spec names, with the keys it must have, and the part that cannot do without it. */
export interface SecretNeed {
  readonly name: string;
  readonly keys: readonly string[];
  readonly part: 'database' | 'temporal' | 'api';
  /** The field that names it. */
  readonly field: string;
}

/** Every Secret that the spec names and that the product's pods read. */
export function secretNeeds(spec: SideTrackSpec): SecretNeed[] {
  const rows: [string | undefined, readonly string[], SecretNeed['part'], string][] = [
    [spec.database.external?.secretName, ['url', 'ownerUrl'], 'database', 'database.external.secretName'],
    [
      spec.temporal.external?.tlsSecretName,
      ['ca.crt', 'tls.crt', 'tls.key'],
      'temporal',
      'temporal.external.tlsSecretName',
    ],
    [spec.cache.external?.secretName, ['url'], 'api', 'cache.external.secretName'],
    [spec.auth?.google?.secretName, ['clientId', 'clientSecret'], 'api', 'auth.google.secretName'],
    [spec.auth?.allowListSecretName, ['allow-list'], 'api', 'auth.allowListSecretName'],
    [spec.services.lastfmSecretName, ['apiKey', 'apiSecret'], 'api', 'services.lastfmSecretName'],
  ];
  return rows.flatMap(([name, keys, part, field]) => (name === undefined ? [] : [{ name, keys, part, field }]));
}
