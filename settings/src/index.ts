export {
  connectionOwner,
  CredentialError,
  credentialKeyId,
  openCredential,
  sealCredential,
  type SealedCredential,
} from './credentials.ts';
export { describeSettings, type SettingRow } from './describe.ts';
export { loadSettings, requireSettings, SettingsError, type Settings } from './load.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { editDistance, nearestName } from './nearest-name.ts';
export { serveProbes, type Probes } from './probes.ts';
export { readTemporalTls, type TemporalTls } from './temporal-tls.ts';
export type { Env } from './table.ts';
