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
export { lastfmSignature } from './lastfm-signature.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { editDistance, nearestName } from './nearest-name.ts';
export { serveProbes, type Probes } from './probes.ts';
export { DEFAULT_SKIP_RULES, LONGEST_SHORT_PLAY_SECONDS, skipRulesOf, type SkipRules } from './skip-rules.ts';
export { readTemporalTls, type TemporalTls } from './temporal-tls.ts';
export type { Env } from './table.ts';
